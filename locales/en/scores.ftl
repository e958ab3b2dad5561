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
trend-by-week = By week
trend-by-month = By month

slice-by = Slice
# keys: slice-title-*
slice-title-unit = { $name } by unit
slice-title-channel = { $name } by channel
slice-title-touchpoint = { $name } by touchpoint
slice-title-department = { $name } by department
slice-title-weekday = { $name } by day of the week
slice-title-stage = { $name } along the journey
slice-title-survey = { $name } by survey
slice-title-month = { $name } by month
slice-title-delivery = { $name } and delivery in time
slice-title-week = { $name } by week
slice-title-hour = { $name } by hour
slice-say = { $n } of { $of } have enough answers. The dashed line is all together.
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
