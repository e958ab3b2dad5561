## Questions in SQL.

sql-title = Questions in SQL
sql-about = One SELECT over the tables below. You see what your units show; nothing can be changed from here. SQL counts what is there: for ranges and verdicts, put the question together by clicking.
sql-question = Question in SQL
sql-run = Run
sql-stop = Stop
sql-hurry = Ctrl + Enter runs it too
sql-rows = Rows
sql-count = { $n ->
        [0] No row fits.
        [one] { $n } row
       *[other] { $n } rows
    }{ $n ->
        [0] { "" }
       *[other] , { $columns ->
            [one] { $columns } column
           *[other] { $columns } columns
        }
    }
sql-cut = The first { $n } rows; there are more.
sql-all-rows = All rows as
sql-nothing = nothing
sql-yes = yes
sql-no = no
sql-examples = To begin with
# keys: sql-example-*
sql-example-marks = Mean mark by shop
sql-example-hours = Orders by hour of the day
sql-example-complaints = Complaints by month and channel
sql-example-silent = Who orders much and never answers
sql-tables = Tables and columns
sql-limits = A question may take { $seconds } s and { $memory } of memory; a program gets { $rows } rows as JSON, files have all of them.
sql-column = Column
sql-holds = Holds
sql-means = Means
sql-insert = Insert
# keys: sql-kind-*
sql-kind-integer = whole number
sql-kind-number = number
sql-kind-decimal = decimal
sql-kind-text = text
sql-kind-boolean = yes or no
sql-kind-instant = instant, UTC
sql-kind-local_time = local time
sql-kind-date = date
sql-kind-other = other
