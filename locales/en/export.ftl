## The archive of one person's data: explanation and columns of its tables.

# keys: privacy-column-*
privacy-column-time = When
privacy-column-touchpoint = Touchpoint
privacy-column-name = Event
privacy-column-source = Source
privacy-column-channel = Channel
privacy-column-unit = Unit
privacy-column-order = Order
privacy-column-amount = Amount
privacy-column-currency = Currency
privacy-column-survey = Survey
privacy-column-question = Question
privacy-column-mark = Mark
privacy-column-text = Comment
privacy-column-properties = Anything else
privacy-column-purpose = Purpose
privacy-column-answer = Answer
privacy-column-text-version = Version of the text
privacy-column-way = How it was given
privacy-column-recorded-at = Recorded at
privacy-column-recorded-by = Recorded by

privacy-export-readme =
    What is known of customer { $label }
    Company: { $company }
    Exported by { $by }, { $at } (UTC)

    person.json: identifiers, contacts and totals: by what the customer is known, when they were first and last seen.
    events.csv: everything that happened, in order; any spreadsheet opens it. Events: { $events }.
    events.jsonl: the same for programs, with every field.
    consents.csv: what was agreed to and refused, by purpose. Records: { $consents }.
