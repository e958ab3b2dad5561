## Figures: how a number with its certainty is written.

# keys: unit-*
unit-second = s
unit-minute = min
unit-hour = h
unit-day = days

points =
    { $n ->
        [one] { $text } point
       *[other] { $text } points
    }
percentage-points = { $text } pp
scale-of = of { $end }

figure-range = { $low } to { $high }
figure-counted = counted in full
figure-too-few = too few answers: { $n } of { $minimum }
figure-not-identified = these data cannot tell
figure-spoken = { $name }: { $value }, { $range }
figure-p90 = p90 { $value }

# keys: change-*
change-score-higher = higher by { $change }, { $from } to { $to }
change-score-lower = lower by { $change }, { $from } to { $to }
change-time-higher = longer by { $change }, { $from } to { $to }
change-time-lower = shorter by { $change }, { $from } to { $to }
change-number-higher = up by { $change }, { $from } to { $to }
change-number-lower = down by { $change }, { $from } to { $to }
change-exact-higher = up by { $change }
change-exact-lower = down by { $change }
change-none = no clear change
change-too-few = nothing to compare with: too few

method-open = How this was worked out: { $name }
method-value = Value
method-interval = { $level }% confidence interval
method-method = Method
method-people = People
method-effective-n = Worth as many independent records
method-change = Change
method-adjusted = (corrected for the number of comparisons)
method-as-of = Data as of
method-explained = Answers and orders of one person resemble each other, so the interval is wider than if every record were independent.

# keys: method-*
method-count = Every record counted
method-adjusted_wald = Adjusted Wald interval
method-wilson = Wilson interval
method-pseudo_t = t interval with pseudo-answers
method-clustered_t = t interval over people
method-order_statistics = Order statistics
method-garwood = Garwood interval
method-newcombe = Newcombe interval
method-clustered_difference = Difference that allows for repeated answers
method-bootstrap = Bootstrap over people

# keys: kind-*
kind-short-nps = readiness to recommend
kind-short-csat = satisfaction
kind-short-ces = effort, higher is easier
kind-meaning-nps = Readiness to recommend: share of promoters (9–10) less share of detractors (0–6), in points from −100 to 100.
kind-meaning-csat = Satisfaction: share of those who gave 4 or 5 of { $end }.
kind-meaning-ces = Customer effort score: the mean answer from 1 to { $end }; higher is easier.

people-open = Show the people behind this figure: { $name }
