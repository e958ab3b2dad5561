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

customers-lead =
    { $people ->
        [guest] { $n ->
            [one] { $n } guest is known
           *[other] { $n } guests are known
        }
       *[customer] { $n ->
            [one] { $n } customer is known
           *[other] { $n } customers are known
        }
    }
customers-found =
    { $n ->
        [one] { $n } person was found
       *[other] { $n } people were found
    }
customers-search = Find
customers-search-how = Number, e-mail, phone or device id: in full or its beginning.
customers-none-yet = Everybody that events tell of will be here. Import a file or send a first event.
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

merges-title = Merged { word-people-genitive }
merges-why = Identifiers that come in one event belong to one person, so their records are merged. Here you see which and why. A merge can be undone: the history splits again, and the two stay apart.
merges-done = Merged
merges-none = Nobody has been merged yet.
merges-by = Why
merges-said = { $who } said so
merges-when = When
merges-undo = Undo
merges-undo-sure = Yes, they are two people
merges-keep = No, keep it
merges-undone = undone by { $who }, { $date }
merge-with = Merge with another record
merge-with-how = If one person has two records, find the other one by number, e-mail or phone. Their histories become one at once; this can be undone.
merge-do = Merge with { $label }
merge-done = Merged: { $label }. You can undo it in the list of merges.
merge-list = To the list
conflicts-title = Not merged
conflicts-why = They look like one person, but their records were kept apart. If they are one person after all, merge them on the page of either.
conflicts-none = No records look like one person and were kept apart.
conflicts-shared = Identifiers shared by many, such as a shop’s phone
conflicts-neighbours = Came with other people
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
