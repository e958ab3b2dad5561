## What hurts most, promises kept and broken, who answered.

hurts-title = What hurts most
hurts-say = “{ $what }” reaches most people: { $value } of all known { word-people-genitive }, { $range }.
hurts-say-close = “{ $what }”: { $value } of all known { word-people-genitive }, { $range }. Whether this or the next reaches more cannot be told from chance.
hurts-none = Nothing that hurts was found here: no long waits, complaints, failed payments or low marks.
hurts-all = All that hurts
hurts-explained = Long waits, complaints, failed payments and low marks, by how many people they reach. An event without a known { word-person-genitive } counts as one person each time; shares are of the known.
hurts-people = Of { $n } known { word-people-genitive } in all.
hurts-wait = When a wait is long
hurts-wait-from = Wait from { $time }
hurt-where = { $where }: { $what }
hurt-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
hurt-share = { $value } of the known, { $range }
# keys: hurt-*
hurt-long_wait = waits of { $time } or longer
hurt-complaint = complaints
hurt-payment_failed = failed payments
hurt-low_score = low marks, { $metric }
column-hurt = What
column-affected = People affected
column-times = Times

promises-say = { $value } of deliveries come later than promised, likely { $low } to { $high }.
promises-caution = The difference in scores does not prove that being late is its reason: those who came late may differ in other ways too.
promises-none = No deliveries with a promise in this period
promises-none-text = They appear when orders tell by when they were promised and when they were delivered.
promises-delay-meaning = By how much those that are late are later than promised.
promises-in_time = { $name } of those served in time
promises-late-score = { $name } of those served late
promises-metric = The score in which the cost is told
than-in-time = { " " }than of those served in time
# keys: promises-*
promises-promised = Deliveries with a promise
promises-late = Later than promised
promises-delay_median = Delay of the late ones, median
promises-delay_p90 = Delay of the late ones, p90
promises-in_time_score = Score when in time
promises-late_score = Score when late
promises-cost = Difference
# keys: promises-cost-*
promises-cost-lower = Those served late score { $metric } { $change }.
promises-cost-higher = Those served late score { $metric } { $change }.
promises-cost-no_clear_change = What that costs in { $metric } cannot be told from chance.
promises-cost-too_few = Too few of them answered to tell what that costs in { $metric }.

response-say = { $value } of those asked have answered, likely { $low } to { $high }.
response-few = Too few were asked to judge: { $n }.
response-none = Nobody was asked in this period
response-none-text = The rate appears when sources tell whom they asked, not only who answered.
response-asked = Asked
response-answered = Answered
response-unanswered = Have not answered
response-metric = Which surveys
response-all = All surveys
