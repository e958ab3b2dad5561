## Errors, one for each code. The .remedy says what to do.
## The variable $expected is "none" when nothing in particular is expected.

error-body-malformed = The request body could not be read
    .remedy = Send JSON in the shape that the API documentation describes.

error-body-too-large = The request is too large
    .remedy = Split the data into several smaller requests.

error-too-many-events = Too many events in one request
    .remedy = Split the events into several requests.

error-metric-unknown = There is no such metric
    .remedy = Choose one of the metrics listed in the settings.

error-filter-malformed = The filter could not be understood
    .remedy = Check the filter's name and value, or clear the filters.

error-filter-too-deep = The filter nests conditions too deeply
    .remedy = Put conditions beside each other instead of within each other: 32 levels are allowed.

error-filter-too-large = The filter has too many conditions
    .remedy = Leave conditions out or ask twice: 256 are allowed.

error-filter-nested = A condition on customers stands within another one
    .remedy = Put the two beside each other with “all”: in a condition on what a customer did, only events can be described.

error-compare-unsupported = The answer cannot be compared with this
    .remedy = Compare with the period before, the year before, or the rest.

error-figure-unknown = There is no such figure
    .remedy = Choose a metric, or one of the figures of operations.

error-sql-refused = { $what ->
        [none] There is no question
       *[other] “{ $what }” is no question
    }
    .remedy = Ask with exactly one SELECT. Tables cannot be changed or made, files not be reached, and settings not be set.

error-sql-malformed = This is not SQL
    .remedy = Look at the place before it: often a comma, a bracket or a quotation mark is missing.

error-sql-name-unknown = There is no “{ $name }”
    .remedy = Names are told apart by their letters; those with capital letters stand in double quotes.

error-sql-wrong = SQL cannot be meant so
    .remedy = Check the names of functions, and whether both sides of a comparison are of one kind; CAST makes one of another.

error-sql-too-large = The question is too long or nests too deeply
    .remedy = Ask in several steps, or put conditions into a list with IN.

error-sql-memory = The question needs more memory than it may have
    .remedy = Choose a shorter period or fewer columns, group before joining, or leave ORDER BY out. The owner of the server sets limits.sql_memory_bytes.

error-sql-time = The question took longer than { $seconds } s and was stopped
    .remedy = Choose a shorter period, or add a condition on occurred_at, unit or role. The owner of the server sets limits.sql_seconds.

error-sql-failed = The question failed on the data
    .remedy = Guard the expression: NULLIF keeps from dividing by nought, TRY_CAST gives nothing where a value does not fit.

error-board-changed = Somebody changed this board meanwhile
    .remedy = Open it again and repeat your change.

error-board-too-large = The board is too large
    .remedy = A board has up to 40 panels, a title up to 200 characters, a text up to 10,000. Begin another board.

error-map-changed = Somebody changed the drawing of this map meanwhile
    .remedy = Your changes are still on this page. Open the map again in another tab, and add them there.

error-map-too-large = There is too much on the map
    .remedy = A map has up to 16 steps, 500 names and 500 notes, and a text up to 4,000 characters.

error-note-empty = The note is empty
    .remedy = Write something, or take the note off.

error-address-foreign = The address leads elsewhere
    .remedy = Only pages of this installation can be kept; their addresses begin with one slash.

error-panel-width-outside = A panel takes one to four columns
    .remedy = Choose a width between one and four.

error-slice-unsupported = The answer cannot be broken down this way
    .remedy = Choose another breakdown.

error-steps-missing = At least one step is needed
    .remedy = Add a step: the events with which customers begin.

error-too-many-parts = The question has too many parts
    .remedy = Leave some out or put the rare ones together: { $expected } are allowed.

error-optional-misplaced = This step cannot be optional
    .remedy = Only a step between the first and the last one can be left out, and in a funnel only if the steps are in order.

error-limit-misplaced = This step has no step before it from which a limit could run
    .remedy = Take the limit away, or ask for the steps in their order.

error-exclusion-misplaced = This exclusion does not lie between two steps
    .remedy = Name two steps of a funnel in order, the earlier one first, both of which have to be taken.

error-breakdown-misplaced = The breakdown is by a step that the funnel does not have
    .remedy = Choose one of the steps; the first one is 0.

error-duration-not-positive = A duration has to be longer than nothing
    .remedy = Write it in seconds, for example 1209600 for fourteen days.

error-periods-missing = The question covers no period
    .remedy = Choose a period that begins before today.

error-node-unknown = There are no such events
    .remedy = Choose a touchpoint, stage or event that occurs in the data.

error-depth-outside = A path of this length cannot be told
    .remedy = Ask for 1 to { $expected } steps.

error-not-signed-in = You are not signed in
    .remedy = Sign in again; your session may have ended.

error-credentials-wrong = Wrong e-mail or password
    .remedy = Check the keyboard layout and Caps Lock. If you forgot the password, an administrator can change it.

error-code-needed = A code is needed as well
    .remedy = Type the six digits that your authenticator app shows now, or one of your recovery codes.

error-code-wrong = The code is wrong or was used before
    .remedy = Wait for the next code and type it, or use a recovery code.

error-code-mistyped = The code does not fit
    .remedy = Type the six digits that the app shows now. If they do not fit either, check the clock of your device.

error-second-factor-required = Your account needs a second factor
    .remedy = Set it up in the settings, under “You”; then everything else opens.

error-too-many-attempts = Too many failed attempts to sign in
    .remedy = The pause grows with every failure. If you have forgotten the password, ask an administrator for a link.

error-key-unknown = The API key does not exist or was revoked
    .remedy = Create a new key in the settings and replace the old one.

error-forbidden = You are not allowed to do this
    .remedy = Ask an administrator for access.

error-origin-foreign = The request came from another site's page
    .remedy = Open Otklik at its own address.

error-host-unknown = This server does not go by that name
    .remedy = Open it at its own address. Its owner sets the address with server.base_url, and further names with server.hosts.

error-too-many-requests = Too many requests
    .remedy = Wait for as long as the answer says, then go on more slowly. The owner may raise the limits.

error-not-found = There is nothing here
    .remedy = Check the address: the record may be gone, or the link incomplete.

error-method-not-allowed = This address does not accept that kind of request
    .remedy = See the API documentation for the method to use here.

error-already-set-up = Otklik is already set up
    .remedy = Sign in with your account.

error-password-too-short = The password is shorter than 12 characters
    .remedy = Choose a longer one; a phrase of several words works well.

error-last-administrator = This is the last administrator of the whole company
    .remedy = Make somebody else an administrator first.

error-invitation-unknown = This link no longer works
    .remedy = Links work once and for a week. Ask an administrator for another one.

error-password-wrong = This is not your password
    .remedy = Type the password with which you sign in now.

error-scope-empty = No unit is chosen
    .remedy = Choose at least one unit, or the whole company.

error-key-scopes-missing = The key is for nothing
    .remedy = Choose at least one thing that the key may do.

error-key-expiry-past = The key's last day has passed
    .remedy = Choose a later day, or let the key live without an end.

error-password-common = This password is one of the first that others would try
    .remedy = Choose a phrase of several words that nobody connects with you.

error-email-malformed = This is not an e-mail address
    .remedy = An address looks like name@example.com.

error-email-taken = Somebody already uses this e-mail address
    .remedy = Sign in with it, or enter another one.

error-name-missing = The name is empty
    .remedy = Enter a name.

error-zone-unknown = There is no such time zone
    .remedy = Enter a zone such as Europe/Moscow.

error-catalogue-malformed = The catalogue has faults
    .remedy = Correct the marked places and save again.

error-pattern-malformed = The pattern is malformed
    .remedy = It is an exact text, a beginning with one asterisk at its end (order_*), or a single asterisk.

error-text-missing = The name is not filled in
    .remedy = Fill it in in Russian and in English.

error-metric-id-malformed = The metric’s code is malformed
    .remedy = Use small Latin letters, digits and “_”, for example nps_visit.

error-metric-id-taken = There is a metric with this code already
    .remedy = Give it another code.

error-target-taken = The metric has another target for this unit
    .remedy = Keep one of the two.

error-surveys-missing = The metric names no survey
    .remedy = Name the surveys whose answers it counts.

error-list-too-long = The list is too long
    .remedy = Put similar entries together or take some out.

error-catalogue-changed = Somebody has changed the catalogue in the meantime
    .remedy = Open the new version and make your changes in it.

error-unit-taken = There is a unit with this code already
    .remedy = Choose another code, or change the one there is.

error-unit-in-use = This unit cannot be deleted
    .remedy = It has events or units of its own. You can rename it.

error-unit-immovable = A unit cannot be moved
    .remedy = The unit’s code stands in each of its events. Add a new unit and send events with its code.

error-id-missing = The event has no id
    .remedy = Fill in the id: it tells repeats from new events.

error-event-name-missing = The event has no name
    .remedy = Fill in the field name, for example order_delivered.

error-source-missing = The event does not say where it comes from
    .remedy = Fill in the field source: the name of the system that sent it.

error-time-missing = The event has no time
    .remedy = Fill in the time. If it has not happened yet, do not send it.

error-time-malformed = The time could not be understood
    .remedy = Expected something like { $expected }. API requests need the offset from UTC.

error-time-implausible = The time cannot be right
    .remedy = Check the date and the time zone. Allowed: { $expected }.

error-amount-malformed = The amount could not be understood
    .remedy = Write it like { $expected }, with at most four decimals.

error-currency-missing = The amount has no currency
    .remedy = Give the currency as three letters, for example RUB.

error-currency-malformed = The currency could not be understood
    .remedy = Use three capital letters, for example { $expected }.

error-number-malformed = This should be a number
    .remedy = Write it in digits, for example { $expected }.

error-unit-malformed = The unit could not be understood
    .remedy = Write a path of lower-case letters, digits and hyphens separated by slashes, for example { $expected }.

error-phone-malformed = The phone number could not be understood
    .remedy = Start a Russian number with +7, 7 or 8, and any other with a plus and its country code.

error-value-outside-scale = The score lies outside its scale
    .remedy = This scale runs { $expected }. Check the score, or the scale of the question.

error-text-too-long = The text is too long
    .remedy = Shorten it. The limit is { $expected }.

error-field-unknown = There is no such field
    .remedy = { $expected ->
        [none] Remove it; data of your own belongs in properties.
       *[other] Did you mean { $expected }? Data of your own belongs in properties.
    }

error-field-missing = A required field is empty
    .remedy = Fill it in and send it again.

error-field-malformed = The value has the wrong shape
    .remedy = { $expected ->
        [none] Check the value.
       *[other] Expected: { $expected }
    }

error-columns-uneven = The row and the heading differ in their number of columns
    .remedy = Columns in the row: { $value }, in the heading: { $expected }. If a value contains the separator, put the value in quotes.

error-totals-row = This is a row of totals, not of something that happened
    .remedy = There is nothing to do: such rows are left out.

error-import-unreadable = These files cannot be imported like this
    .remedy = Repair the files or the mapping.

error-import-under-way = Nothing can be done with this import now
    .remedy = It is under way or done. Wait for it, stop it, or begin a new one.

error-column-missing = The file lacks a column that is needed
    .remedy = Correct the column's name in the file or in the mapping.

error-join-missing = The row refers to a record that is not in the other file
    .remedy = Add the record “{ $value }” to that file, or correct the reference in this row.

error-encoding-malformed = There are bytes here that mean nothing in the encoding of the text
    .remedy = { $expected ->
        [none] Send the text as UTF-8.
       *[other] The file was read as { $expected }. If that is right, repair this place; if not, name the encoding in the mapping.
    }

error-duplicate = This record came before
    .remedy = Nothing to do if it is a repeat: the first one was kept. If the two differ, correct the id.

error-disk-full = The server's disk is full
    .remedy = Free some space. What was accepted before is safe; send this request again.

error-busy = The server is busy
    .remedy = Try again in a moment.

error-internal = Something broke on the server
    .remedy = Try again. If it keeps happening, give the request's id to an administrator: the log has the details.

## The mapping: $place is the place in the mapping file.

error-mapping-syntax = The mapping could not be read ({ $place })
    .remedy = Correct this place. The TOML reader says: { $detail }

error-mapping-key-unknown = The mapping has an unknown key “{ $value }” ({ $place })
    .remedy = { $expected ->
        [none] Remove it, or compare with an example mapping.
       *[other] Did you mean “{ $expected }”?
    }

error-mapping-value-malformed = The mapping has a value that cannot be right ({ $place })
    .remedy = Now: { $value ->
        [none] nothing
       *[other] “{ $value }”
    }. Expected, for example: { $expected }.

error-mapping-file-unknown = The mapping has no section “files.{ $value }” ({ $place })
    .remedy = { $expected ->
        [none] Add the section, or correct the name.
       *[other] Did you mean “{ $expected }”?
    }

error-mapping-key-missing = The file “{ $value }” has no key in the mapping
    .remedy = Other files refer to it. Add key to its section: the column by which a row is found.

error-mapping-events-alike = Two events of the mapping give the same ids ({ $place } and { $value })
    .remedy = Make the ids differ: add a word to one of them, such as “:placed”.

## Files to import.

error-import-read = The file { $file } could not be read
    .remedy = Check that it is there and that you may read it. The system says: { $detail }

error-import-files-missing = Files are missing
    .remedy = Add to the command: { $expected }

error-import-file-unknown = The mapping does not name the file { $file }
    .remedy = { $expected ->
        [none] Leave it out of the command, or add it to the mapping.
       *[other] Is it { $expected }? Rename it, leave it out of the command, or add it to the mapping.
    }

error-import-file-ambiguous = The file { $file } fits several sections of the mapping
    .remedy = Make the file names in the mapping more exact: { $expected }

error-import-file-empty = The file { $file } is empty
    .remedy = Export it again: it needs at least the line with the column names.

error-import-format = The format of { $file } is not known
    .remedy = Otklik reads CSV and other separated text, XLSX, Parquet, and JSON with one record a line; text may be compressed as .gz. Save an old Excel file (.xls) as .xlsx.

error-import-not-lines = { $file } is JSON, but not one record a line
    .remedy = Export it as JSON Lines: each record whole on a line of its own, without brackets around all of them and commas between them.

error-import-broken = { $file } is broken
    .remedy = Export or save it again. What its reader says: { $detail }

error-import-too-large = The workbook { $file } is too large
    .remedy = Unpacked it takes more than { $expected } MB. Save the sheet as CSV, which has no such limit.

error-import-log-too-large = The event log { $file } is too large
    .remedy = Unpacked it takes more than { $expected } MB. Split it by time, or save it as XES or CSV, which have no such limit.

error-import-sheet-missing = The workbook { $file } has no sheet “{ $value }”
    .remedy = Its sheets: { $expected }

error-import-columns = { $file } has too many columns
    .remedy = The limit is { $expected }. Check whether the separator was recognised.

error-import-rows = { $file } has too many rows without a number
    .remedy = Without numbers { $expected } rows can be told apart. Name the column with a number in the mapping, or divide the file.

error-import-table = { $file } is too large to be looked up
    .remedy = Other files refer to its rows, and the columns that they need may take { $expected } MB at most. Divide the files.

error-import-heading = The line with the column names in { $file } could not be read
    .remedy = A quote is probably not closed. The line begins: { $value }

error-import-column-missing = The file { $file } has no column “{ $column }”
    .remedy = { $expected ->
        [none] Correct the mapping. The file has the columns: { $value }
       *[other] Is it “{ $expected }”? Correct the mapping. The file has the columns: { $value }
    }
