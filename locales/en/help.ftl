## The command line's own help: keys are the names of commands and arguments.

# Commands.
# keys: command-*
command-otklik = Otklik: customer experience, measured honestly, in one program
command-serve = Serves the pages and the API of a data folder
command-demo = Simulates a coffee chain and serves it
command-import = Imports files, by a mapping or by a guess
command-ask = Asks a question and prints the answer
command-ask-scores = How a metric stands
command-ask-operations = How the company serves
command-ask-trend = How a metric or a figure of operations went over time
command-ask-response = Who was asked, who answered, and who did not
command-ask-expectations = What was promised, what came of it, and what a broken promise costs in score
command-ask-hurts = What hurts most people: long waits, complaints, failed payments, low marks
command-ask-funnel = Who takes the steps of a way, and where the others are lost
command-ask-retention = Who comes back, and when
command-ask-transitions = What follows what, how often, and after how long: the map of journeys
command-ask-paths = Where people come from before a touchpoint, and where they go from it
command-ask-variants = Which ways there are from beginning to end
command-ask-lifecycle = Who is new, stays, comes back to life, or falls asleep
command-ask-overview = How customers fare, in one page (JSON only)
command-ask-timeline = Everything that happened to a customer
command-sql = Asks in SQL and prints the rows, or writes them to a file
command-user = Adds people who may sign in
command-user-add = Adds somebody; the password is read from OTKLIK_PASSWORD
command-key = Adds keys for programs
command-key-add = Adds a key and prints it once
command-backup = Makes a backup, also while the program serves
command-backup-verify = Restores a backup into a temporary folder beside it, opens it, counts, and compares
command-restore = Makes a data folder of a backup
command-doctor = Looks a data folder over and says what is wrong with it
command-config = Shows the configuration
command-config-show = Shows every key, its value and where that came from; secrets are hidden
command-openapi = Prints the description of the API
command-reference = Prints this command line's reference as Markdown

# Arguments; a key with a command's name goes before the one without.
# keys: help-*
help-language = The language of what the program says [default: by LANG]
help-help = Prints this help
help-version = Prints the version
help-data = The data folder [default: otklik-data]
help-database = The address of a PostgreSQL database for the state [default: SQLite in the data folder]
help-config = The configuration file [default: otklik.toml in the working folder, if there is one]
help-host = The address to listen on [default: 127.0.0.1]
help-port = The port to listen on; 0 takes a free one [default: 8080]
help-demo-data = The folder of the demo; an existing demo younger than a day is used again
help-load_only = Only simulates and loads, and prints the times as JSON
help-mapping = The mapping: a file, or the name of one that comes with the program, such as olist.toml; guessed when left out
help-save_mapping = Writes the mapping to this file, to be looked at, changed and used again
help-dry_run = Reads everything and says what would be refused, but keeps nothing
help-rejected = Writes refused rows with their reasons into this folder, to be repaired and imported again
help-yes = Imports by a guessed mapping without asking
help-source = For a guess: the name of the events' source
help-time_zone = For a guess: the zone of times without offset, such as Europe/Moscow
help-currency = For a guess: the currency of amounts that name none, such as RUB
help-date_order = For a guess: what comes first in dates such as 03.05.2026: day-first or month-first
help-at = For a guess: when it happened, for rows that do not tell, such as 2026-05-01
help-files = The files: CSV and other separated text, XLSX, JSON Lines, Parquet; text may be compressed as .gz
help-format = How to print the answer: table for people, json as the API answers, csv for spreadsheets
help-out = Writes all rows to this file instead, as CSV or Parquet by its ending
help-rows = How many rows to print at most
help-sql = One SELECT; read from standard input when left out
help-steps = A step, such as touchpoint:Till, stage:purchase, event:order_placed or role:complaint, or a filter as JSON; repeat in their order
help-window_days = How many days after the entry a step still counts
help-start = The events with which somebody begins, such as role:order_placed, or a filter as JSON
help-back = The events with which somebody is back; those with which they began, if left out
help-every = hour, day, week or month
help-nodes = What events are put together to: touchpoint, stage, channel or event
help-node = The node, such as a touchpoint by its English name
help-side = from, to or through
help-depth = How many steps before or after it
help-active = The events with which somebody is active, such as role:order_placed, or a filter as JSON
help-options = Further fields of the question as JSON, such as { "{" }"order":"strict"{ "}" }; docs/questions.md lists them
help-customer = An identifier of the customer, or its beginning
help-metric = The metric's id
help-ask-trend-metric = The metric's id; without it a figure of operations
help-ask-response-metric = Only the surveys of this metric
help-split_by = Splits the change of the whole into another mix of these parts and changes within them
help-like_for_like = Holds units against each other as if all had the same mix of these, such as channel,hour
help-field = The figure of operations, such as complaints_per_100
help-step = day, week or month
help-long_wait_seconds = A wait is long from so many seconds on
help-period = all_time, last_90_days, today, this_week, last_month, 2026, 2026-q2, 2026-05, 2026-01-01..2026-03-31 and the like
help-filter = A filter as JSON, such as { "{" }"unit":"msk"{ "}" } or { "{" }"not":{ "{" }"channel":"app"{ "}" }{ "}" }; joined with the period
help-by = One or two of unit, unit_level_1 to unit_level_4, channel, touchpoint, stage, department, experience, survey, day, week, month, weekday, hour and delivery, with a comma between
help-compare = Compares with previous_period, same_period_last_year, rest, or, as JSON, with { "{" }"slice":{ "{" }…{ "}" }{ "}" } or { "{" }"filter":{ "{" }…{ "}" }{ "}" }
help-email = The e-mail address to sign in with
help-user-add-name = What they are called
help-role = What they may do
help-units = The unit subtree they may see; repeat for several, leave out for the whole company
help-key-add-name = Whose the key is
help-scopes = What it may be used for; repeat for several
help-target = The folder of all backups; each gets a folder of its own in it, named by its time
help-keep = How many backups to keep; older ones are removed when this one is done [default: all]
help-backup = The folder of the backup
help-erasures = The log of people who were erased, erasures.jsonl of the data folder; by default the one beside the backup. Whoever was erased after the backup is erased again
help-restore-data = The new folder to restore to
help-restore-database = The address of an empty PostgreSQL database to restore the state to
help-repair = Puts right what can be put right without losing anything; nothing may be serving the folder

# What stands around them.
# keys: help-*
help-usage = Usage
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-options-word = OPTIONS
help-command-word = COMMAND
help-note-default = [default: { $value }]
help-note-variable = [variable: { $value }]
help-note-values = [values: { $value }]

# Why a command line was not understood.
usage-argument-unknown = there is no argument { $argument }
usage-command-unknown = there is no command { $argument }
usage-value-refused = { $argument } cannot be { $value }
usage-value-missing = { $argument } needs a value
usage-value-too-many = { $argument } was given too often or with too many values
usage-argument-missing = this is missing: { $argument }
usage-arguments-clash = { $argument } does not go together with { $other }
usage-not-utf8 = an argument is not valid UTF-8
usage-other = the command line was not understood: { $reason }
usage-allowed = possible are: { $values }
usage-similar = did you mean { $similar }?
usage-help = --help tells more
