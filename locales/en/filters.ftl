## The filter, read as a sentence.

filter-label = Filter

period-last-days =
    { $days ->
        [one] Last day
       *[other] Last { $days } days
    }
period-all-time = All time
period-span = { $first } to { $last }
period-own = Own period
period-first = From
period-last = To
period-apply = Show

# keys: period-*
period-today = Today
period-yesterday = Yesterday
period-this_week = This week
period-last_week = Last week
period-this_month = This month
period-last_month = Last month
period-this_quarter = This quarter
period-last_quarter = Last quarter
period-this_year = This year
period-last_year = Last year

filter-all-units = Whole company
filter-find-unit = Find a unit
filter-add = condition
filter-remove = Remove the condition: { $name }
filter-experience-is = { $experience } experience
filter-any-channel = Any channel

# keys: filter-*
filter-channel = Channel
filter-delivery = Delivery
filter-score = Score
filter-stage = Journey stage
filter-touchpoint = Touchpoint
filter-department = Department
filter-experience = Kind of experience
filter-role = Part that the event plays
filter-event = Event by its name
filter-survey = Survey
filter-mark = Mark
filter-known = Who is known
filter-has = Identifier
filter-home_unit = Unit where seen most
filter-done = { word-people } who have done …
filter-not_done = { word-people } who have not done …

# keys: delivery-*
delivery-in_time = delivered in time
delivery-late = delivered late

# keys: score-*
score-top = promoters and satisfied
score-middle = passives
score-bottom = detractors and dissatisfied

# keys: score-group-*
score-group-nps-top = Promoters
score-group-nps-middle = Passives
score-group-nps-bottom = Detractors
score-group-csat-top = Satisfied
score-group-csat-middle = Neutral
score-group-csat-bottom = Dissatisfied
score-group-ces-top = Easy
score-group-ces-middle = In between
score-group-ces-bottom = Hard

# keys: stage-*
stage-awareness = awareness
stage-consideration = choice
stage-purchase = purchase
stage-delivery = receiving
stage-use = use
stage-service = service
stage-loyalty = loyalty
stage-advocacy = advocacy

compare-with = Compared with { $name }
compare-with-what = Compare with
compare-none = the period before
compare-slice = { $name }
# keys: compare-*
compare-same_period_last_year = the same weeks a year ago
compare-rest = all the others
compare-previous =
    { $span ->
        [week] the week before
        [month] the month before
        [quarter] the quarter before
        [year] the year before
        [days]
            { $days ->
                [one] the day before
               *[other] the { $days } days before
            }
       *[other] the same span before
    }

# keys: division-*
division-unit = by unit
division-channel = by channel
division-touchpoint = by touchpoint
division-stage = by stage
division-department = by department
division-experience = by kind of experience
division-survey = by survey
division-day = by day
division-week = by week
division-month = by month
division-weekday = by day of the week
division-hour = by hour
division-delivery = by delivery in time
division-unit_level_1 = by unit, first level
division-unit_level_2 = by unit, second level
division-unit_level_3 = by unit, third level
division-unit_level_4 = by unit, fourth level

filter-or = { " " }or{ " " }
filter-not = all but { $name }
filter-about = What the condition is about
filter-back = Another condition
filter-one-of = One of these
filter-none-of = None of these
filter-take-in = Add
filter-take-out = Take out
filter-event-is = event { $event }
filter-survey-is = survey { $survey }
filter-mark-between = marks { $from } to { $to }
filter-mark-from = marks from { $from }
filter-mark-to = marks up to { $to }
filter-mark-lowest = From
filter-mark-highest = To
filter-event-name = Name of the event
filter-known-is = known { word-people-lower }
filter-has-is = { $identifier } is known
filter-home-is = mostly in { $unit }
filter-done-is = had: { $deed }
filter-not-done-is = had no: { $deed }
filter-deed-times =
    { $times ->
        [1] { "" }
       *[other] , at least { $times } times
    }
filter-deed-before =
    { $days ->
        [one] { " " }in the day before
       *[other] { " " }in the { $days } days before
    }
filter-deed-after =
    { $days ->
        [one] { " " }in the day after
       *[other] { " " }in the { $days } days after
    }
filter-deed-within = { " " }({ $period })
deed-what = What
deed-other-event = an event by its name
deed-times = At least how many times
deed-when = When
deed-days = Days
deed-period = Period
# keys: deed-when-*
deed-when-ever = ever
deed-when-before = in the days before the event
deed-when-after = in the days after the event
deed-when-period = in a period

# keys: event-role-*
event-role-order_placed = order or receipt
event-role-paid = payment
event-role-item_sold = item of an order
event-role-freight_charged = delivery charge
event-role-order_approved = order approved
event-role-handed_over = handed over for delivery
event-role-delivered = order received
event-role-cancelled = order cancelled
event-role-returned = return
event-role-complaint = complaint
event-role-ticket_opened = request opened
event-role-first_reply = first reply
event-role-resolved = request resolved
event-role-reopened = request reopened
event-role-wait_started = waiting began
event-role-wait_ended = waiting ended
event-role-payment_failed = payment failed
event-role-survey_asked = survey sent
event-role-answered = survey answered
event-role-review = public review
event-role-contact = another contact
event-role-technical = technical, no part of the journey

# keys: experience-*
experience-functional = functional
experience-emotional = emotional
experience-physical = physical
experience-social = social
experience-operational = operational
experience-digital = digital
