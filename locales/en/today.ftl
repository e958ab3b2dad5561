## The page with which begins who runs a unit.

today-period = Period
today-unit = Unit
# keys: today-*
today-today = Today
today-this_week = This week
today-last_30_days = Last 30 days
today-feedback = To be read: what the unhappy say
today-feedback-none = Nothing of this time is waiting to be read.
today-feedback-count = { $n ->
        [one] { $n } not read yet
       *[other] { $n } not read yet
    }
today-feedback-all = All feedback
today-targets = Targets
today-targets-none = No target is set for this unit. Who keeps the catalogue sets it on the page of a score.
today-alone = You see one unit, so there is none to hold it against; what the others have is for the eyes of the company.
