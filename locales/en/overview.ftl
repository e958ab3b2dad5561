## The overview.

overview-figures = Figures
compared-with =
    { $span ->
        [week] Compared with the week before.
        [month] Compared with the month before.
        [quarter] Compared with the quarter before.
        [year] Compared with the year before.
        [days]
            { $days ->
                [one] Compared with the day before.
               *[other] Compared with the { $days } days before.
            }
       *[other] Compared with the same span before.
    }

monday-title = Since Monday, { $date }
monday-changes =
    { $n ->
        [0] No confirmed changes.
        [one] { $n } confirmed change:
       *[other] { $n } confirmed changes:
    }
monday-quiet = Nothing has happened since Monday.
monday-critics =
    { $n ->
        [0] No unread comments from critics.
        [one] { $n } unread comment from a critic
       *[other] { $n } unread comments from critics
    }
monday-read = Read
monday-silent =
    { $n ->
        [one] { $n } source is silent:
       *[other] { $n } sources are silent:
    }
silent-source = { $source }, last event { $time }, usually more often than every { $gap }
monday-response = Response rate: { $value }, { $range }
monday-units =
    { $n ->
        [one] { $n } unit outside its limits:
       *[other] { $n } units outside their limits:
    }
# keys: outside-*
outside-above = { $unit }: { $metric } above
outside-below = { $unit }: { $metric } below

# keys: trend-title-*
trend-title-week = { $name } by week
trend-title-month = { $name } by month
trend-title-day = { $name } by day

# keys: trend-say-*
trend-say-day = { $value } on the last full day, { $range }.
trend-say-week = { $value } in the last full week, { $range }.
trend-say-month = { $value } in the last full month, { $range }.

trend-none = Nowhere is there enough data yet.
trend-describe = A line of { $n } points with confidence intervals, from { $first } to { $last }. Arrow keys move from point to point.
# keys: trend-period-*
trend-period-week = Week of { $date }
trend-period-month = { $date }
trend-period-day = { $date }
# keys: unfinished-*
unfinished-week = week not over
unfinished-month = month not over
unfinished-day = day not over

units-title = { $name } by unit
units-say =
    { $n ->
        [0] The units differ from each other no more than by chance.
        [one] { $n } unit of { $of } clearly differs from the rest; the others are within chance.
       *[other] { $n } units of { $of } clearly differ from the rest; the others are within chance.
    }
units-say-few = Too few units to judge which differs from the rest.
company-line = company { $value }
limits-note = The grey band shows where a unit with as many answers falls 95 times in 100, given the usual spread between units.
# keys: versus-*
versus-above = above the rest
versus-below = below the rest
versus-inside = within chance

unit-none = Without a unit

stages-title = { $name } along the journey
stages-say = Lowest at the stage “{ $stage }”: { $value }, { $range }.
stages-say-alike = The stages’ intervals overlap: none can be called the weakest.

# keys: column-*
column-slice-week = Week
column-slice-month = Month
column-slice-unit = Unit
column-slice-stage = Stage
column-slice-channel = Channel
column-slice-touchpoint = Touchpoint
column-slice-department = Department
column-slice-weekday = Day of the week
column-slice-survey = Survey
column-slice-delivery = Delivery
column-slice-hour = Hour
column-slice-unit_level_1 = Unit, first level
column-slice-unit_level_2 = Unit, second level
column-slice-unit_level_3 = Unit, third level
column-slice-unit_level_4 = Unit, fourth level
column-slice-day = Day
column-slice-experience = Kind of experience
column-target = Target
column-part = Part
column-difference = Difference
column-p = p
column-value = Value
column-low = Low
column-high = High
column-n = n
column-people = People
column-change = Change
column-verdict = Among the rest

empty-title = The overview of customer experience will be here
empty-text = There are no events yet. Import a file or send a first event through the API, and the overview appears by itself.
empty-import = Import files from the command line
empty-send = Send an event through the API
empty-key = Create an API key in the settings
none-title = No events in this period
none-text = The latest event was on { $date }.
none-all = Show all time

channel-none = no channel
stage-none = outside the stages
delivery-none = delivery unknown
slice-hour = { $hour }:00–{ $next }:00
too-few-short = too few: { $n }
response-rate = Response rate
touchpoint-none = no touchpoint
department-none = no department
experience-none = no kind of experience
# keys: weekday-*
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
