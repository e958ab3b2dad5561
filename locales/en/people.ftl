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
