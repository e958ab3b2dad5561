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
import-reason-nothing = nothing speaks for anything else

import-doubt-time = No column of { $file } tells when it happened
    .remedy = Choose the column with the date, or one date for all rows.
import-doubt-date-order = The dates can be read in two ways: { $examples }
    .remedy = Say what comes first, the day or the month.
import-doubt-dates-mixed = Some dates begin with the day, others with the month: { $examples }
    .remedy = Export them in one form, best as 2026-05-31, or say the order: the other rows will be refused.
import-doubt-currency = The amounts name no currency: { $examples }
    .remedy = Name the currency by three letters, such as RUB.
import-doubt-customer = No column of { $file } tells whose event it is
    .remedy = It can be imported so: events without a customer count for their units. If there is a customer number, a phone or an e-mail, choose its column.

import-toml-head = A mapping: what the columns of files become. A value is a text; columns stand in it in braces.
import-toml-zone = The zone of times that have no offset of their own.
import-toml-date-order = What comes first in dates such as 03.05.2026: the day (day_first) or the month (month_first).
import-toml-contents = The file numbers no rows: the number is made of the row’s contents, so that importing it again adds nothing.
import-toml-catalogue = The catalogue: an empty installation takes it from here, one that is set up keeps its own.
