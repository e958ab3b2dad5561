## Pain points: what hurts on the way, and what money is at risk.

pains-title = Pain points
pains-say = “{ $what }” puts most money at risk for certain: { $range }.
pains-say-unclear =
    { $n ->
        [one] Of no pain point can it be told for certain that it costs money. “{ $what }” affects most people: { $n }.
       *[other] Of no pain point can it be told for certain that it costs money. “{ $what }” affects most people: { $n }.
    }
pains-none = No pain points were found here.
pains-none-text = They appear when sources tell of waits, failed payments, contacts and marks of known { word-people-genitive }. Try a longer period, or look whether the catalogue knows these events:
pains-explained =
    { $days ->
        [one] Those whom a pain affects are compared with others in the same week and hour, in the same unit and channel, new or returning alike: whether they order within a day, or again within { $days } day. What fewer orders come to is money at risk. It goes with the pain; it need not be caused by it. The amounts must not be added up: the same people may have met several pains.
       *[other] Those whom a pain affects are compared with others in the same week and hour, in the same unit and channel, new or returning alike: whether they order within a day, or again within { $days } days. What fewer orders come to is money at risk. It goes with the pain; it need not be caused by it. The amounts must not be added up: the same people may have met several pains.
    }
pains-options = What is counted
pains-by = Tell apart
pains-by-none = The whole company
pains-back = Who came back
pains-back-days =
    { $n ->
        [one] Another order within { $n } day
       *[other] Another order within { $n } days
    }
pains-ranked = Pain points by money at risk
pains-ranked-say = First those where money is certainly at risk, by the least of it; then the others, by the people whom they affect.
# keys: pain-money-*
pain-money-at_risk = At risk: { $value }, { $range }
pain-money-unclear = Money at risk cannot be told from chance: { $range }
pain-money-too_few = Too few to compare: { $n } of { $minimum }
pain-money-not_comparable = There is nothing to compare with
pain-people =
    { $n ->
        [one] { $n } person
       *[other] { $n } people
    }
pain-share = { $share } of those who could have met it, { $range }
# keys: pain-sequel-*
pain-sequel-ordered = Within a day { $affected } of them ordered ({ $affected_range }); of comparable ones who did not meet it, { $others }.
pain-sequel-returned =
    { $days ->
        [one] Within { $days } day { $affected } of them ordered again ({ $affected_range }); of comparable ones who did not meet it, { $others }.
       *[other] Within { $days } days { $affected } of them ordered again ({ $affected_range }); of comparable ones who did not meet it, { $others }.
    }
pain-compared =
    { $n ->
        [one] Compared with { $n } journey of { $people } people.
       *[other] Compared with { $n } journeys of { $people } people.
    }
pain-early =
    { $n ->
        [one] For { $n } person it is too early to tell; that journey is left out.
       *[other] For { $n } people it is too early to tell; those journeys are left out.
    }
pain-unlike =
    { $n ->
        [one] { $n } journey is like no other and is left out.
       *[other] { $n } journeys are like no others and are left out.
    }
pain-example = For example
pains-others =
    { $n ->
        [one] { $n } more of which too little is known to compare
       *[other] { $n } more of which too little is known to compare
    }
pain-column-pain = Pain point
pain-column-share = Share of those who could have met it
pain-column-with = Ordered, with it
pain-column-without = Ordered, without it
pain-column-money = Money at risk
pain-column-verdict = What can be said
pain-column-comparable = Comparable journeys

moments-title = Moments of truth
moments-say = Those who order come back more often if “{ $where }” was part of their week: by { $change }, { $from } to { $to }.
moments-say-unclear = Of no touchpoint can it be told for certain that more come back after it.
moments-explained =
    { $days ->
        [one] Who orders again within { $days } day after a week in which they ordered and were at the touchpoint, beside comparable weeks in which they ordered and were not: the same week and unit, as many orders in it and in the four weeks before. All differences are corrected together; they go with the touch and need not be its doing.
       *[other] Who orders again within { $days } days after a week in which they ordered and were at the touchpoint, beside comparable weeks in which they ordered and were not: the same week and unit, as many orders in it and in the four weeks before. All differences are corrected together; they go with the touch and need not be its doing.
    }
moment-share = { $share } of all who ordered, { $range }
# keys: moment-*
moment-higher = More come back: by { $change }, { $from } to { $to }
moment-lower = Fewer come back: by { $change }, { $from } to { $to }
moment-no_clear_change = No difference that could be told from chance
moment-too_few = Too few to compare: { $n } of { $minimum }
moment-returned =
    { $n ->
        [one] { $here } came back ({ $range }), beside { $others } after { $n } comparable week of { $people } people without it.
       *[other] { $here } came back ({ $range }), beside { $others } after { $n } comparable weeks of { $people } people without it.
    }
moment-column-touchpoint = Touchpoint
moment-column-with = Came back, with it
moment-column-without = Came back, without it
