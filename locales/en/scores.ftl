## One score in full.

score-changed = That is { $change },{ $than }.
score-unchanged = The change cannot be told from chance.
score-mean = Mean mark
# keys: score-top-share-*
score-top-share-nps = Share of promoters
score-top-share-ces = Share of those who found it easy (5–7)
score-with-text = Answers with a comment
score-critics = Critics’ comments
response-rate-meaning = How many of those asked have answered. Those who did not might have answered otherwise: the intervals do not cover that.

distribution-title = How the answers are distributed
distribution-marks = Number of answers for each mark
answers =
    { $n ->
        [one] { $n } answer
       *[other] { $n } answers
    }
column-mark = Mark
column-answers = Answers
column-share = Share

trend-by = Step of the chart
# keys: trend-by-*
trend-by-day = By day
trend-by-week = By week
trend-by-month = By month

slice-by = Slice
# keys: slice-title-*
slice-title-unit = { $name } by unit
slice-title-channel = { $name } by channel
slice-title-touchpoint = { $name } by touchpoint
slice-title-department = { $name } by department
slice-title-experience = { $name } by kind of experience
slice-title-weekday = { $name } by day of the week
slice-title-stage = { $name } along the journey
slice-title-survey = { $name } by survey
slice-title-month = { $name } by month
slice-title-delivery = { $name } and delivery in time
slice-title-week = { $name } by week
slice-title-hour = { $name } by hour
slice-title-unit_level_1 = { $name } by unit of the first level
slice-title-unit_level_2 = { $name } by unit of the second level
slice-title-unit_level_3 = { $name } by unit of the third level
slice-title-unit_level_4 = { $name } by unit of the fourth level
slice-title-day = { $name } by day
slice-say = { $n } of { $of } have enough data. The dashed line is all together.
slice-none = The data of this period have no such slice.

# keys: left-out-*
left-out-other_scale =
    { $n ->
        [one] { $n } answer was left out: it was asked on another scale.
       *[other] { $n } answers were left out: they were asked on another scale.
    }
left-out-no_unit =
    { $n ->
        [one] { $n } record without a unit was left out.
       *[other] { $n } records without a unit were left out.
    }
left-out-limit =
    { $n ->
        [one] Not everything is shown: { $n } row more.
       *[other] Not everything is shown: { $n } rows more.
    }

no-difference = no difference
difference-few = There is too little data on either side to compare.
difference-title = { $name }, difference { $by }
difference-say =
    { $n ->
        [0] Nothing here is clearly higher or lower{ $than }, corrected for the number of comparisons.
       *[other] Clearly higher or lower{ $than }: { $n } of { $of }, corrected for the number of comparisons.
    }

split-by = Parts
split-title = What the change consists of
split-explained =
    { $n ->
        [one] { $n } part was told apart.
       *[other] { $n } parts were told apart; those of a few people count as one.
    } The mix is what would have come of other shares of the parts alone, within the parts what would have come of their own changes alone; the two add up to the whole (Kitagawa, 1955).
# keys: split-*
split-total = The whole change
split-mix = From another mix
split-within = From within the parts
# keys: split-parts-*
split-parts-channel = channels
split-parts-unit = units
split-parts-touchpoint = touchpoints
split-parts-survey = surveys
split-parts-weekday = days of the week
split-parts-hour = hours
# keys: split-reading-*
split-reading-too_few = Too few answers to take the change apart.
split-reading-unclear = Neither the mix of { $by } nor what happened within them changed in a way that can be told from chance.
split-reading-within = The change comes from within the { $by }: another mix of them explains nothing that can be told from chance.
split-reading-mix = Beware: the mix explains the change. The shares of the { $by } are others; within them nothing changed that can be told from chance.
split-reading-both = Both work in the same direction: the mix of { $by } is another one, and within them the score changed too.
split-reading-reversed = Beware (Simpson’s paradox): within the { $by } the score went the other way. The whole change comes from their mix.
split-reading-hidden = The mix of { $by } hides what happened: within them the score changed, and another mix makes up for it.

target-title = Target: { $where }
target-set = Set a target
target-change = Change the target
target-until = to be reached by { $date }
target-line = target { $value }
target-by = To be reached by
target-save = Keep
target-remove = Remove the target
# keys: target-value-*
target-value-nps = Score, −100 to 100
target-value-csat = Share of the satisfied, %
target-value-ces = Mean mark, 1 to 7
# keys: target-*
target-reached = The target of { $target } is reached: above it by { $change }, { $from } to { $to }
target-missed = The target of { $target } is not reached: { $change } to go, { $from } to { $to }
target-cannot_tell = It cannot be told yet whether the target of { $target } is reached: it lies within the interval
target-too_few = The target is { $target }; there are too few answers to judge
