## The catalogue of touchpoints: what events mean.

catalogue-title = Catalogue of touchpoints
catalogue-lead =
    { $unmapped ->
        [0] Every event has its touchpoint ({ $events }).
       *[other] { $share } of the events have their touchpoint. { catalogue-waiting }
    }
catalogue-waiting =
    { $unmapped ->
        [one] { $unmapped } kind of events out of { $kinds } waits for a place.
       *[other] { $unmapped } kinds of events out of { $kinds } wait for a place.
    }
catalogue-why = Sources send events under names of their own. The catalogue says what they mean: touchpoint, journey stage, role in the figures. The events themselves never change, so a new rule re-reads all history at once.
catalogue-empty = There are no events yet. The catalogue can be filled in beforehand: begin with a ready one.
catalogue-search = Find a kind of events
catalogue-show = Show
# keys: catalogue-show-*
catalogue-show-all = All kinds
catalogue-show-unmapped = Waiting for a place
catalogue-none-found = There are no such kinds of events.
catalogue-events =
    { $n ->
        [one] { $n } event
       *[other] { $n } events
    }
catalogue-kinds =
    { $n ->
        [one] { $n } kind of events
       *[other] { $n } kinds of events
    }
column-kind = Event
column-known-people = { word-people }
column-place = Touchpoint
catalogue-unplaced = no place
catalogue-changed = not saved
catalogue-suggestion = Looks like “{ $touchpoint }”
catalogue-by-words = by the words: { $words }
catalogue-by-like = the same as { $kind }
catalogue-accept = Accept
catalogue-accept-of = Accept the suggestion for { $kind }
catalogue-accept-all =
    { $n ->
        [one] Accept { $n } suggestion
       *[other] Accept { $n } suggestions
    }
catalogue-edit = Change
catalogue-edit-of = Change the place of { $kind }
catalogue-place = Place
catalogue-place-of = Place { $kind }

placement-touchpoint-ru = Touchpoint in Russian
placement-touchpoint-en = Touchpoint in English
placement-english-note = Left empty, the Russian name stays.
placement-stage = Journey stage
placement-stage-none = outside the stages
placement-role = Role in the figures
placement-department = Responsible department, in Russian
placement-department-en = Department in English
placement-experience = Kind of experience
placement-experience-none = not said
placement-channel = Count as channel
placement-channel-note = Left empty, the event’s own channel stays.
placement-breadth = The rule holds
placement-breadth-kind = for this kind only
placement-breadth-name = for all events { $name }
placement-done = Done

draft-title = Changes not saved yet
draft-effect =
    { $kinds ->
        [0] No event moves.
        [one] { $kinds } kind moves ({ $events }). Covered: { $after } instead of { $before }.
       *[other] { $kinds } kinds move ({ $events }). Covered: { $after } instead of { $before }.
    }
draft-roles = Figures made of these roles change: { $roles }.
draft-stages = The journey by stages changes.
draft-show = What moves
draft-more =
    { $n ->
        [one] and { $n } kind more
       *[other] and { $n } kinds more
    }
draft-discard = Discard the changes
draft-reopen = Open the new version
draft-saved = Saved as version { $version }. Every figure is up to date already.

rules-title = Rules in their order
rules-why = The first rule that fits gives an event its place. Put exceptions above general rules.
rules-source = source { $source }
rules-channel = channel { $channel }
rules-detail = detail { $detail }
rules-up = Up
rules-up-of = Move rule { $n } up
rules-down = Down
rules-down-of = Move rule { $n } down
rules-delete = Delete
rules-delete-of = Delete rule { $n }
# keys: rules-conflict-*
rules-conflict-never_reached = Never applies: rule { $earlier } takes everything before.
rules-conflict-order_decides = Crosses rule { $earlier }: whichever stands higher applies.
rules-conflict-touchpoint_divided = In rule { $earlier } the same touchpoint has another stage or department.

starters-title = Ready catalogues
starters-why = The rules of a ready catalogue come last: nothing that has its place will move.
starters-adds =
    { $rules ->
        [one] { $rules } new rule
       *[other] { $rules } new rules
    }
starters-nothing = already added
starters-add = Add
starters-add-of = Add the catalogue “{ $name }”

history-title = History
history-version = Version { $version }
history-program = the program or an import
history-now = now
history-restore = Bring back
history-restore-of = Bring back version { $version }
history-added = rules added: { $n }
history-removed = rules removed: { $n }
history-changed = rules changed: { $n }
history-reordered = another order
history-metrics = metrics changed: { $n }
history-targets = targets changed: { $n }
history-channels = channels changed: { $n }
