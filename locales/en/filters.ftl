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
