## People: those behind a figure, the list of customers, one customer's timeline, critics' comments.

people-title = { word-people } behind this figure
people-question-broken = The address was not copied in full: it does not say whose { word-people-genitive } to show.
people-count =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
people-rows =
    { $n ->
        [one] { $n } record
       *[other] { $n } records
    }
people-anonymous = { $n } without a name
people-none = There is nobody behind this figure.
people-unknown = Without a name

event-order = order { $order }
event-score = { $end ->
    [0] { $value }
   *[other] { $value } of { $end }
}

customers-search = Find
customers-search-how = Number, e-mail, phone or device id: in full or its beginning.
customers-none-yet = Nobody here yet: the list fills with the first events.
customers-none-found = Nobody was found. We search numbers, e-mails, phones and device ids, in full or by their beginning.
column-person = Who
column-identifiers = Identifiers
column-home-unit = Unit
column-events = Events
column-last-event = Last event

# keys: identifier-*
identifier-external = Number
identifier-email = E-mail
identifier-phone = Phone
identifier-messenger = Messenger
identifier-anonymous = Device

customer-first = First event
customer-last = Last event
customer-spent = Spent
customer-score = { $value } ({ $date })
timeline-none = No events in this channel.

merges-title = One and the same
merges-why = Identifiers that come in one event belong to one person. Here you see which { word-people-genitive } were joined and why, and can take a join back: the history parts again, and the two stay apart.
merges-done = Joined
merges-none = Nobody has been joined yet.
merges-absorbed = Joined to them
merges-by = Because of
merges-said = { $who } said so
merges-when = When
merges-undo = Take back
merges-undo-sure = Yes, they are two people
merges-undone = taken back by { $who }, { $date }
merge-with = The same person as somebody else?
merge-with-how = Find the other one. Their histories become one at once; it can be taken back.
merge-do = Join with { $label }
conflicts-title = Not joined
conflicts-why = Signs that were seen and not followed.
conflicts-none = There are none.
conflicts-shared = Shared by too many to belong to anybody
conflicts-neighbours = Came with
conflicts-refused = Came together, but kept apart
conflicts-reason = Why
conflicts-apart = somebody said that these are two people
conflicts-too-large = too many identifiers would become one person
conflicts-more = Only the first 200 of each are shown.

feedback-show = Which comments to show
# keys: feedback-show-*
feedback-show-unread = Unread
feedback-show-all = All
feedback-read = Mark as read
feedback-is-read = read
feedback-read-all =
    { $n ->
        [one] Mark { $n } comment as read
       *[other] Mark { $n } comments as read
    }
feedback-count =
    { $n ->
        [one] { $n } comment
       *[other] { $n } comments
    }
feedback-none-unread = No unread comments from critics in this period.
feedback-none = No comments from critics in this period.
