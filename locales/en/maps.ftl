## Maps that people draw and write: the expected journey.

expected-begin = What should the journey be like?
expected-begin-how = Click the touchpoints in the order in which they should follow each other. From two steps on, real journeys are held against it.
expected-lead = { $share } of journeys go just as expected ({ $range })
expected-lead-none = Whether journeys go as expected cannot be told yet: { $range }
expected-keeping = { $share } take every step in its place and in time, whatever else is done in between
expected-fitness = Real and expected journeys agree in { $value } of all moves ({ $range }).
expected-drawn = The expected journey
expected-pick-first = Choose the first touchpoint
expected-pick-next = Choose the next touchpoint
expected-pick = Step { $n }: { $name }
expected-full = An expected journey has up to { $n } steps.
expected-or = { " or " }
expected-or-add = or …
expected-or-add-name = or … another touchpoint that will do as well as { $name }
expected-or-remove = No longer at: { $name }
expected-window = A journey goes on for
# keys: expected-count-*
expected-count-compared =
    { $n ->
        [one] { $n } journey compared
       *[other] { $n } journeys compared
    }
expected-count-conforming = { $n } as expected
expected-count-differing = { $n } with differences
expected-count-unfinished = { $n } not over yet
expected-none = Nobody began this journey in this period. Choose another first step or a longer period.
expected-none-over = No journey of this period is over yet. Choose an earlier period or a shorter window.
expected-steps = Step by step
expected-steps-say = The share of journeys that took the step where the plan has it, and what became of the others.
expected-begins = here the journey begins
expected-taken = { $share } took it in its place
# keys: expected-part-*
expected-part-taken = in its place
expected-part-skipped = skipped
expected-part-out_of_order = out of order
expected-part-late = too late
expected-then = , then{ " " }
expected-inserted = What is done in between
expected-inserted-say = Touchpoints that the expected journey does not have there, and the share of journeys that have them.
expected-inserted-none = Nothing is done in between.
expected-once-more = a step once more
expected-times =
    { $n ->
        [one] { $n } time
       *[other] { $n } times
    }
expected-ways = How journeys differ
expected-ways-say = { $n } of { $all } ways to differ, the most frequent first; they tell { $share } of the journeys that differ. Shares are of all journeys compared.
expected-ways-none = No journey differs.
expected-example = for example { $name }
expected-column-part = What became of it
expected-column-touchpoint = Touchpoint
expected-column-way = What differs
expected-how = A journey begins with the first step and is over when every step that has to be taken was met, or when its time is up. It is laid beside the expected one so that as little as possible differs. Journeys whose time is not up are not counted. Repetitions of one touchpoint in a row are one stay.

canvas-map = Map
canvas-map-none = discovered alone
canvas-new = new map
canvas-new-how = Notes, names, lanes and the expected journey go onto a map of your own; the figures stay those of the data.
canvas-name = Name
canvas-purpose = What the map shows
# keys: canvas-purpose-*
canvas-purpose-as_is = as it is
canvas-purpose-to_be = as it should be
canvas-share = All colleagues see it; whoever keeps views may write on it
canvas-begin = Begin the map
canvas-remove = Remove the map
canvas-remove-sure = Remove the map “{ $name }” with its notes
canvas-expected = The expected journey of this map has { $n } steps: hold real journeys against it
canvas-expected-draw = Draw the expected journey of this map
canvas-lanes = What stands behind the stages
canvas-lanes-how = What is written is kept when you leave the field.
canvas-lane-of = { $lane }: { $stage }
# keys: canvas-lane-*
canvas-lane-persona = Persona
canvas-lane-goal = Goal
canvas-lane-actions = Actions
canvas-lane-thoughts = Thoughts
canvas-lane-feelings = Feelings
canvas-lane-barriers = Barriers
canvas-lane-ideas = Ideas
canvas-lane-backstage_owner = Backstage owner
# keys: canvas-ask-*
canvas-ask-persona = Who is it?
canvas-ask-goal = What do they want?
canvas-ask-actions = What do they do?
canvas-ask-thoughts = What do they think?
canvas-ask-feelings = How do they feel?
canvas-ask-barriers = What stands in their way?
canvas-ask-ideas = What could be better?
canvas-ask-backstage_owner = Who sees to it?
canvas-notes = Notes
canvas-notes-none = There are no notes on this map.
canvas-notes-none-write = There are no notes yet. Choose a “+” on the map, or a place above, and write the first one.
canvas-read-only = You may read this map; writing on it needs the right to keep views.
canvas-notes-at =
    { $n ->
        [one] { $name }: { $n } note
       *[other] { $name }: { $n } notes
    }
canvas-note-add-at = { $name }: write a note
canvas-note-place = Pinned to
canvas-note-text = Note
canvas-note-pin = Pin the note
canvas-note-keep = Keep
canvas-note-rewrite = Change
canvas-note-rewrite-name = Change the note: { $text }
canvas-note-take-off = Take off
canvas-note-take-off-sure = Take off the note: { $text }
canvas-note-changed = changed
canvas-place-gone = The catalogue does not know this touchpoint any more; the note is kept.
canvas-place-unseen = Not shown on the map now: the period, the filter or the number of touchpoints leave it out.
canvas-of-stage = Stage: { $name }
canvas-names = Own names of touchpoints
canvas-names-how = On this map a touchpoint is called as you write here; everywhere else it keeps its name from the catalogue.
canvas-name-own = Own name of “{ $name }”
expected-keep = Keep on the map “{ $name }”
expected-kept = This is the expected journey of the map “{ $name }”.
expected-take = Show the expected journey of the map “{ $name }”
