## Importing files: what was recognised, what a column becomes, what has to be asked.

# keys: import-becomes-*
import-becomes-time = time of the event
import-becomes-moment = another moment: an event of its own
import-becomes-promise = promised date
import-becomes-event = what happened
import-becomes-customer = customer number
import-becomes-email = customer’s e-mail
import-becomes-phone = customer’s phone
import-becomes-messenger = customer’s messenger
import-becomes-device = device
import-becomes-order = order or receipt
import-becomes-ticket = ticket
import-becomes-session = visit
import-becomes-item = article
import-becomes-amount = amount
import-becomes-currency = currency
import-becomes-quantity = quantity
import-becomes-unit = unit
import-becomes-channel = channel
import-becomes-agent = employee
import-becomes-detail = page or topic
import-becomes-score = score
import-becomes-text = customer’s words
import-becomes-property = property of the event
import-becomes-nothing = left out

# keys: import-confidence-*
import-confidence-high = sure
import-confidence-middle = likely
import-confidence-low = not recognised

# keys: import-reason-*
import-reason-name-and-values = by name and values
import-reason-name = by name
import-reason-values = by values
import-reason-others-clearer = another column fits better
import-reason-people-names = names of people are not kept among events
import-reason-empty = the column is empty
import-reason-nothing = neither name nor values give a hint

import-doubt-time = No column of { $file } tells when it happened
    .remedy = Choose the column with the date, or one date for all rows.
import-doubt-date-order = The dates can be read in two ways: { $examples }
    .remedy = Say what comes first, the day or the month.
import-doubt-dates-mixed = Some dates begin with the day, others with the month: { $examples }
    .remedy = Export them in one form, best as 2026-05-31, or say the order: the other rows will be refused.
import-doubt-currency = The amounts name no currency: { $examples }
    .remedy = Name the currency by three letters, such as RUB.
import-doubt-customer = No column of { $file } tells whose event it is
    .remedy = It can be imported as it is: events without a customer count for their units. If there is a customer number, a phone or an e-mail, choose its column.

import-toml-head = A mapping: what the columns of files become. A value is a text; columns stand in it in braces.
import-toml-zone = The zone of times that have no offset of their own.
import-toml-date-order = What comes first in dates such as 03.05.2026: the day (day_first) or the month (month_first).
import-toml-contents = The file numbers no rows: the number is made of the row’s contents, so that importing it again adds nothing.
import-toml-catalogue = The catalogue: an empty installation takes it from here, one that is set up keeps its own.

## The page "Import".

imports-lead = Files with what happened to customers: orders, receipts, tickets, answers to surveys. Otklik works out the columns, shows what will come of them, and imports nothing without your say-so.
imports-drop = Drop files here
imports-formats = CSV and other separated text, XLSX, JSON Lines, Parquet; text may be compressed as .gz. Import files that refer to each other together.
imports-earlier = Imports
imports-more-files =
    { $n ->
        [one] { $names } and { $n } more file
       *[other] { $names } and { $n } more files
    }
imports-refused = { $n } refused
imports-none = Nothing has been imported yet.
imports-files = Files
imports-begun = Begun
imports-state = State
imports-result = Events
imports-receiving = Receiving { $name }: { $percent }%
imports-forbidden = Administrators and analysts of the whole company can import files.

# keys: import-stage-*
import-stage-draft = in preparation
import-stage-checking = being checked
import-stage-checked = checked
import-stage-running = under way
import-stage-done = done
import-stage-cancelled = stopped
import-stage-failed = failed

import-title = Import: { $files }
import-add = Add files
import-recognised = What was recognised
# keys: import-format-*
import-format-separated = separated text
import-format-json_lines = JSON Lines
import-format-sheet = XLSX workbook
import-format-parquet = Parquet
import-format-xes = XES event log
import-format-ocel = OCEL event log
# keys: import-separator-*
import-separator-comma = separated by commas
import-separator-semicolon = separated by semicolons
import-separator-tab = separated by tabs
import-separator-pipe = separated by vertical bars
import-separator-space = columns aligned by spaces
import-encoding = encoding { $name }
import-sheet = sheet “{ $name }”
import-rows-whole =
    { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }
import-rows-seen =
    { $rows ->
        [one] the first row was looked at
       *[other] the first { $rows } rows were looked at
    }
import-columns-count =
    { $columns ->
        [one] { $columns } column
       *[other] { $columns } columns
    }
import-renamed = Columns without a name, or of the same name, were numbered: { $columns }
import-no-heading = The first row is data already; the columns have no names.
import-gives = Each row becomes an event { $event }.
import-gives-named = Each row becomes an event, named by the column “{ $column }”.
import-looked-up = No events come of this file: other files find rows in it.
import-join = “{ $column }” finds a row of { $file }

import-mapping = What the columns become
import-mapping-of = Columns of { $file }
import-column = Column
import-examples = Examples
import-becomes = Becomes
import-sureness = How sure
import-key = Row number
import-key-of = Row number: { $column }
import-becomes-of = What “{ $column }” becomes
import-key-why = Rows are told apart by their number: however often a file is imported, each event is there once. Without a number, one is made of the row’s contents.
import-scale-of = Scale of “{ $column }”
import-scale-none = no scale
import-event-name = Name of the event
import-date-order = Order in dates
import-date-order-none = not known
import-date-order-day = day, month, year
import-date-order-month = month, day, year
import-decimal-comma = A comma divides the fraction
import-default-currency = Currency of amounts
import-at = Date for all rows
import-zone = Time zone
import-source = Source
import-settings = For all files
import-save-mapping = Download the mapping (TOML)
import-is-text = The mapping was written as text: a change in the table replaces it.

import-preview = First events
import-preview-none = By this mapping no event comes of the first rows.
import-preview-name = Event
import-preview-time = When
import-preview-customer = Customer
import-preview-where = Where
import-preview-amount = Amount
import-preview-answer = Answer
import-preview-refused =
    { $n ->
        [one] { $n } of the first rows is refused
       *[other] { $n } of the first rows are refused
    }

import-check = Check all rows
import-run = Import
import-go-on = Go on
import-cancel = Stop
import-stopping = Stopping…
import-working = { $percent }% read, rows: { $rows }
import-check-done = Check of all rows
import-check-good =
    { $events ->
        [one] { $events } event
       *[other] { $events } events
    } from { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }, nothing refused.
import-check-bad =
    { $events ->
        [one] { $events } event
       *[other] { $events } events
    } from { $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }; refused: { $refused }.
import-check-repeated = Numbers that stand twice in the files themselves: { $n }. The first of each is imported.
import-reason = Reason
import-count = How many
import-where = Where
import-value = Value
import-line-of = { $file }, line { $line }
import-refused-first = Examples of what is refused
import-download-refused = Download the refused rows: { $file }
import-repair = Repair them in a spreadsheet and import only that file: nothing else has to be repeated.
import-done-title =
    { $accepted ->
        [0] There are no new events
        [one] { $accepted } new event was imported
       *[other] { $accepted } new events were imported
    }
import-done-text = Rows read: { $rows }. Known before: { $duplicates }. Refused: { $refused }.
import-cancelled-text = Stopped. New events imported: { $accepted }; they stay. It can go on from there.
import-to-overview = To the overview
import-to-catalogue = Say what events mean
import-another = Import other files
