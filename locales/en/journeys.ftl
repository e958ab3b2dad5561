## Journeys: the map, funnels, paths, variants, retention, the lifecycle.


# keys: journeys-*
journeys-map = Map
journeys-funnel = Funnel
journeys-retention = Retention
journeys-paths = Paths
journeys-variants = Ways
journeys-expected = Expected
journeys-pains = Money at risk
journeys-lifecycle = Lifecycle
journeys-step = Periods
journeys-step-day = Days
journeys-step-week = Weeks
journeys-step-month = Months
journeys-compare = Compare with
journeys-compare-none = Nothing
journeys-compare-before = The period before
journeys-compare-year = The same period a year before
journeys-people =
    { $people ->
        [guest]
            { $n ->
                [one] { $n } guest
               *[other] { $n } guests
            }
       *[customer]
            { $n ->
                [one] { $n } customer
               *[other] { $n } customers
            }
    }
# keys: journeys-expected-*
journeys-expected-compared = journeys held against the expected one
journeys-expected-unfinished = journeys that are not over yet
journeys-expected-conforming = journeys just as expected
journeys-expected-keeping = every step in its place and in time
journeys-expected-differing = journeys that differ from the expected one
journeys-expected-taken = “{ $name }” in its place
journeys-expected-skipped = skipped “{ $name }”
journeys-expected-inserted = “{ $name }” in between
journeys-expected-out_of_order = “{ $name }” out of order
journeys-expected-late = “{ $name }” too late
pain-where = { $where }: { $what }
# keys: pain-*
pain-lost = no order within a day
pain-payment_failed = payments that failed
pain-long_wait = waits of { $time } or longer
pain-left_queue = left the queue
pain-repeated = had to do it again within a week
pain-channel_switched = went on over another channel
pain-score_dropped = a lower mark than before
journey-other = everything else
periods-later =
    { $step ->
        [hour]
            { $n ->
                [one] { $n } hour later
               *[other] { $n } hours later
            }
        [day]
            { $n ->
                [one] { $n } day later
               *[other] { $n } days later
            }
        [month]
            { $n ->
                [one] { $n } month later
               *[other] { $n } months later
            }
       *[week]
            { $n ->
                [one] { $n } week later
               *[other] { $n } weeks later
            }
    }

event-find = Find an event
event-none-found = There is no such event.
event-any = any event
event-change = { $what }: { $name }. Choose another event
event-of-stage = anything in the stage “{ $stage }”
event-of-channel = anything in the channel “{ $channel }”
# keys: event-by-*
event-by-touchpoint = Touchpoints
event-by-role = What happens
event-by-stage = Stages of the journey
event-by-channel = Channels
event-by-event = As the sources call it

funnel-begin = Where are { word-people-genitive } lost on their way?
funnel-begin-how = Choose two steps or more, in their order. For each you will see who took it, after how long, and how many were lost before the next one.
funnel-starters = Or begin with one of these:
funnel-built = Steps of the funnel
funnel-step-first = first step
funnel-step-add = step
funnel-step-change = Step { $n }: { $name }. Choose another event
funnel-step-up = One place up: { $name }
funnel-step-down = One place down: { $name }
funnel-step-remove = Remove the step: { $name }
funnel-step-settings = Settings of the step: { $name }
funnel-step-optional = may be left out
funnel-step-optional-how = This step may be left out
funnel-step-within = within { $length }
funnel-step-limit = At most so long after the step before
funnel-step-limit-none = As long as the window is open
funnel-exclusions = What must not happen
funnel-exclusion-add = what must not happen on the way
funnel-without = Without
funnel-between = between steps
funnel-exclusion-after = From which step on there is none: { $name }
funnel-exclusion-before = Up to which step there is none: { $name }
funnel-exclusion-remove = Allow again: { $name }
funnel-window = Window from the first step
funnel-order = Order
# keys: funnel-order-*
funnel-order-ordered = In order, others in between
funnel-order-strict = In order, nothing in between
funnel-order-any = In any order
funnel-counting = What is counted
# keys: funnel-counting-*
funnel-counting-latest_start = Each person’s best attempt
funnel-counting-first_entry = Each person’s first attempt
funnel-counting-totals = Every attempt
funnel-counting-sessions = The best attempt of each visit
funnel-hold = All steps belong to
# keys: funnel-hold-*
funnel-hold-none = Nothing in particular
funnel-hold-order = One order
funnel-hold-session = One session
funnel-hold-ticket = One request
funnel-excluded = What must not happen drops
# keys: funnel-excluded-*
funnel-excluded-attempt = The attempt
funnel-excluded-person = The whole person
funnel-by = Break down by
# keys: funnel-by-*
funnel-by-none = Nothing
funnel-by-title = Funnel by { $by }
funnel-at = Counted under the value of
# keys: funnel-at-*
funnel-at-first = The first step
funnel-at-last = The last step taken
funnel-lead =
    { $people ->
        [guest]
            { $n ->
                [one] The one guest who began: { $value } got through ({ $low } to { $high })
               *[other] Of { $n } guests who began, { $value } got through ({ $low } to { $high })
            }
       *[customer]
            { $n ->
                [one] The one customer who began: { $value } got through ({ $low } to { $high })
               *[other] Of { $n } customers who began, { $value } got through ({ $low } to { $high })
            }
    }
funnel-lead-few =
    { $n ->
        [one] Only { $n } person began: too few to say how many get through
       *[other] Only { $n } people began: too few to say how many get through
    }
funnel-lead-nobody = Nobody began this funnel in the period
funnel-largest-loss = Most are lost after “{ $step }”: { $value }, { $range }.
funnel-title = Steps
funnel-say = The bar is the share of those who began; the bracket in it is its interval. Whoever may still go on is counted apart.
funnel-of-first = of those who began
funnel-of-previous = of the step before
funnel-attempts =
    { $n ->
        [one] { $n } attempt
       *[other] { $n } attempts
    }
funnel-times = half within { $median }, nine of ten within { $p90 }
funnel-lost = lost after “{ $name }”
funnel-fell = { $n } lost
funnel-lost-money = { $amount } in their last step
funnel-unfinished-at = may still go on from “{ $name }”
funnel-unfinished = { $n } may still go on
funnel-unfinished-how = Whose window is still open may still go on, so they are in no share.
funnel-dropped = { $n } left out: what must not happen left nothing of them
funnel-dropped-name = left out by what must not happen
funnel-any-so-many = { $n } of the steps
# keys: funnel-people-*
funnel-people-reached = took the step “{ $step }”
funnel-people-fell = lost after “{ $step }”
funnel-people-unfinished = may still go on from “{ $step }”
funnel-people-dropped = left out by what must not happen
funnel-column-step = Step
funnel-column-reached = People
funnel-column-attempts = Attempts
funnel-column-of-first = Of those who began
funnel-column-of-previous = Of the step before
funnel-column-fell = Lost
funnel-column-fell-share = Share lost
funnel-column-unfinished = May still go on
funnel-column-median = Median time
funnel-column-p90 = p90 of the time
funnel-times-of = Times of the step
funnel-times-title = How long it took until “{ $step }”
funnel-times-say = Half took at most { $median } ({ $low } to { $high }), nine of ten at most { $p90 }.
funnel-times-few = Too few took the step to say how long it takes.
times-column-time = Time
times-column-n = How many
times-up-to = up to { $to }
times-between = { $from } to { $to }
times-from = { $from } and more
times-median = median

retention-asked = What is asked
retention-start = Begin with
retention-back = Come back with
retention-entry = Who is in a row
# keys: retention-entry-*
retention-entry-first_time = Who began for the first time ever
retention-entry-recurring = Who began in the period, again too
retention-returning = What counts
# keys: retention-returning-*
retention-returning-on = Back in just this period
retention-returning-on_or_after = Back in this period or later
retention-lead = { $share } are back { periods-later } ({ $range })
retention-lead-none = Nobody has been here long enough to be back
retention-title = Who comes back
retention-say =
    { $step ->
        [hour] A row for each hour in which people began; columns are hours since then. 0 tells who was back within the same hour.
        [day] A row for each day on which people began; columns are days since then. 0 tells who was back on the same day.
        [month] A row for each month in which people began; columns are months since then. 0 tells who was back within the same month.
       *[week] A row for each week in which people began; columns are weeks since then. 0 tells who was back within the same week.
    }
retention-cell = began { $date }, { periods-later }: { $share }, { $range }
retention-mean = All together
retention-mean-told = { $range }; periods alike: { $simple }; { $n } periods
# keys: retention-change-*
retention-change-higher = higher than before
retention-change-lower = lower than before
retention-unfinished = not over yet
retention-unfinished-how = Hatched: the period is not over, more may come back. It is in no mean.
retention-column-cohort = Began
retention-column-size = People
retention-column-distance = Periods later
retention-column-returned = Back
retention-column-share = Share
retention-column-state = State
retention-people-began = began with “{ $event }”, { $date }
retention-people-back = back { periods-later } with “{ $event }”

map-title = Journey map
map-options = What the map shows
map-lead =
    { $people ->
        [guest]
            { $n ->
                [one] How { $n } guest travels
               *[other] How { $n } guests travel
            }
       *[customer]
            { $n ->
                [one] How { $n } customer travels
               *[other] How { $n } customers travel
            }
    }: { $journeys ->
        [one] { $journeys } journey
       *[other] { $journeys } journeys
    }
map-coverage = The arrows shown are { $share } of all transitions.
map-unplaced =
    { $n ->
        [one] { $n } event belongs to no touchpoint and is not on the map; you can place it here:
       *[other] { $n } events belong to no touchpoint and are not on the map; you can place them here:
    }
map-none = There is nothing to draw: no events of known { word-people-genitive } belong to a touchpoint in this period. Widen the period, or place events in the catalogue:
map-journey-of = One journey is
# keys: map-journey-of-*
map-journey-of-pause = What happens without a long pause
map-journey-of-customer = Everything that a person did
map-journey-of-order = One order
map-journey-of-session = One session
map-journey-of-ticket = One request
map-pause = A pause longer than
map-metric = Score at the touchpoints
map-nodes = Touchpoints told apart
map-edges = Arrows
map-look = Look
# keys: map-look-*
map-look-map = Map
map-look-list = List
map-detail = Detail
map-detail-stages = Stages
map-detail-touchpoints = Touchpoints
map-no-stage = no stage
map-stage-open = Show the touchpoints of the stage “{ $stage }”
map-stage-close = Draw the stage “{ $stage }” as one
map-canvas = Journey map: touchpoints by stages, and arrows between them. Arrow keys move it, plus and minus zoom, zero fits it. The list says the same.
map-readout = Point at a touchpoint or an arrow to read its figures; click to see its people. Drag to move, Ctrl and the wheel to zoom.
map-zoom = Zoom
map-nearer = Nearer
map-farther = Farther
map-fit = All
map-node-share = { $share } were here ({ $range })
map-ends = { $share } end a journey here ({ $range })
map-ends-short = end { $share }
map-edge-share = { $share } go on so ({ $range })
map-people-start = began a journey at “{ $node }”
map-people-end = ended a journey at “{ $node }”
map-curve = By stage: { $metric }
map-curve-none = nobody asked
map-pain = { $what }: { $range } at risk
map-moment = moment of truth: more come back after it
map-complaints =
    { $days ->
        [one] { $share } complained within { $days } day after it ({ $range })
       *[other] { $share } complained within { $days } days after it ({ $range })
    }
map-complaints-short = complain { $share }
map-waits = half waited { $median } at most, nine of ten { $p90 }
map-waits-short = wait { $time }
map-waits-p90 = p90 { $time }
# keys: map-people-*
map-people-complained =
    { $days ->
        [one] complained within { $days } day after “{ $node }”
       *[other] complained within { $days } days after “{ $node }”
    }
map-people-waited = waited at “{ $node }”
map-column-complaints = Complained after it
map-column-wait-median = Half waited at most
map-column-wait-p90 = Nine of ten waited at most
map-compare-channel = Channel: { $channel }
map-compare-unit = { $unit }
map-differ =
    { $compared ->
        [one] { $differ } of { $compared } touchpoint or arrow differs for certain.
       *[other] { $differ } of { $compared } touchpoints and arrows differ for certain.
    }
map-more = more often, + percentage points
map-less = less often, − percentage points
map-same = no clear difference
map-column-from = From
map-column-to = To
map-column-times = Times
map-column-touchpoint = Touchpoint
map-column-stage = Stage
map-column-ends = Journey ends here
map-table-nodes = Touchpoints
map-table-edges = Transitions
map-drawn = The map itself
map-sides = Comparison
# keys: map-sides-*
map-sides-difference = Difference
map-sides-beside = Side by side
# keys: map-side-*
map-side-before = The period before
map-side-year = The same period a year before
map-none-beside = Nobody was at these touchpoints.

variants-title = Whole ways
variants-say = From the first touchpoint to the last; the most frequent ways first. Repetitions of one touchpoint in a row are one stay.
variants-lead =
    { $n ->
        [one] { $n } way
       *[other] { $n } different ways
    } in { $journeys ->
        [one] { $journeys } journey
       *[other] { $journeys } journeys
    }
variants-coverage =
    { $n ->
        [one] The most frequent one makes up { $share } of all journeys ({ $range }).
       *[other] The { $n } most frequent make up { $share } of all journeys ({ $range }).
    }
variants-journeys =
    { $n ->
        [one] { $n } journey
       *[other] { $n } journeys
    }
variants-none = There are no journeys in this period.
variants-column-way = Way
variants-column-journeys = Journeys

paths-title = Step by step
paths-say = Shares are of all journeys with the touchpoint; its first occurrence in a journey counts. What is not told apart stands in “everything else”.
paths-lead =
    { $n ->
        [one] { $n } journey
       *[other] { $n } journeys
    } with “{ $node }”
paths-none = Nobody was at this touchpoint in the period.
paths-no-touchpoints = The catalogue has no touchpoints yet. Say what your events mean:
paths-node = Touchpoint
paths-side = What is told
# keys: paths-side-*
paths-side-from = Where people go from it
paths-side-to = Where people come from
paths-side-through = Both
paths-depth = Steps
paths-level-here = Here
paths-level-after =
    { $n ->
        [one] { $n } step after
       *[other] { $n } steps after
    }
paths-level-before =
    { $n ->
        [one] { $n } step before
       *[other] { $n } steps before
    }
paths-began = { $n } began here
paths-ended = { $n } ended here
paths-more = and { $n } more
paths-column-step = Step
paths-column-began = Began
paths-column-ended = Ended
# keys: path-people-*
path-people-at = were at “{ $node }”
path-people-began = began at “{ $node }”
path-people-ended = ended at “{ $node }”
path-people-about = paths of “{ $node }”

lifecycle-title = Who is new, stays, comes back, falls asleep
lifecycle-say = Above the line are those who were active in the period, below it those who were not, but were in the one before. A paler column is not over.
lifecycle-lead = { $period }: { $new } new, { $back } back after a pause, { $dormant } fell asleep
lifecycle-active = Active is whoever has
lifecycle-told = { $period }, { $state }: { $n }
lifecycle-column-period = Period
# keys: lifecycle-*
lifecycle-new = New
lifecycle-returning = Stayed
lifecycle-resurrecting = Back after a pause
lifecycle-dormant = Fell asleep
lifecycle-meaning-new = active for the first time
lifecycle-meaning-returning = active, as in the period before
lifecycle-meaning-resurrecting = active again, not in the period before
lifecycle-meaning-dormant = active only in the period before
