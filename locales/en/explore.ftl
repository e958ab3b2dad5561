## Any question, put together by clicking.

explore-figure = What
explore-scores = Scores
explore-asked = Surveys
explore-show = As
explore-score = the score
explore-part = { $name }, { $part }
explore-by = Divided by
explore-undivided = nothing
explore-and = And by
explore-not-further = nothing more
explore-title = { $name } { $first }
explore-title-two = { $name } { $first } and { $second }
explore-none = The data of this period have nothing of this kind.
slice-enough = { $n } of { $of } cells have enough data.
heat-note = A cell is coloured, with an arrow, where its whole interval lies above or below that of all together; with many cells some will do so by chance.
explore-clicking = Put together by clicking
