## Personal data: consents, exports, erasures and their acts.

privacy-title = Personal data
privacy-lead = What a person may ask for: to see what is known of them, to withdraw a consent, to be erased. Here are the texts of consents and the acts of erasures.

# keys: privacy-purpose-*
privacy-purpose-processing = Processing of data
privacy-purpose-survey = Survey invitations
privacy-purpose-advertising = Advertising and offers

privacy-consent-given = yes
privacy-consent-refused = no
privacy-consents = Consents
privacy-consent-never = not asked
privacy-consent-says-yes = Agreed on { $date }
privacy-consent-says-no = Refused on { $date }
privacy-consent-history = History
privacy-consent-text-version = Text no. { $version }
privacy-consent-way = How it was given
privacy-consent-way-hint = For example: paper form, phone call, form on the site
privacy-consent-decided = When it was said
privacy-consent-answer = Answer
privacy-consent-purpose = Purpose
privacy-consent-recorded = Recorded by { $by }, { $at }
privacy-consent-save = Record
privacy-consent-needs-text = Before a consent can be recorded, an administrator enters its text under “Personal data”.

privacy-texts = Texts of consents
privacy-texts-lead = Each purpose has a text of its own: agreeing to surveys is not agreeing to advertising. A new version changes no earlier consent; each stays with the text it was given to.
privacy-text-none = There is no text yet.
privacy-text-in-force = Version { $version }, in force since { $date }
privacy-text-former = Former versions
privacy-text-new = New version
privacy-text-first = Enter a text
privacy-text-ru = Text in Russian
privacy-text-en = Text in English
privacy-text-save = Put in force
privacy-text-by = Author: { $by }

privacy-data = Personal data
privacy-export = Export the data
privacy-export-hint = An archive to hand to the person: everything known of them, in tables, with an explanation.
privacy-erase = Erase the data…
privacy-erase-hint = Cannot be undone: name, contacts and the whole history disappear everywhere.
privacy-erase-title = Erase the data of “{ $label }”?
privacy-erase-warning = Contacts, all events, answers and comments of this person disappear, and so do uploaded files that name them and refused rows. Figures are computed without them from now on. This cannot be undone. Backups still remember them, but a restore erases them again.
privacy-erase-basis = Reason
privacy-erase-going = Erasing…
# keys: privacy-basis-*
privacy-basis-request = The person asked for it
privacy-basis-consent_withdrawn = Consent was withdrawn
privacy-basis-purpose_reached = The data have served their purpose
privacy-basis-unlawful = The data should not have been kept
privacy-erase-reference = Document
privacy-erase-reference-hint = For example: request no. 15 of 3 November. No names, no addresses.
privacy-erase-confirm = I understand that this cannot be undone
privacy-erase-do = Erase for good
privacy-erase-cancel = Cancel

privacy-acts = Acts of erasure
privacy-acts-none = Nobody has been erased yet.
privacy-act = Act no. { $number }
privacy-act-title = Act of erasure of personal data no. { $number }
privacy-act-of = of { $date }
privacy-act-company = Controller
privacy-act-system = Information system
privacy-act-person = Whose data were erased
privacy-act-person-number = customer no. { $customer }
privacy-act-known-by = Known by
privacy-act-by = Erased by
privacy-act-basis = Reason
privacy-act-reference = Document
privacy-act-requested = Erasure began
privacy-act-looked = Last look
privacy-act-finished = Erasure finished
privacy-act-going-on = going on
privacy-act-under-way = The erasure is going on.
privacy-act-going-on-hint = Nobody can find this person any more. What is left on the disk is being removed; the last look comes a minute after the beginning, or later while somebody is reading the files.
privacy-act-done = finished
privacy-act-status = Status
privacy-act-what = What was erased
privacy-act-identifiers = Contacts and identifiers
privacy-act-merges = Records of merges
privacy-act-consents = Records of consents
privacy-act-events = Events
privacy-act-refused = Refused rows
privacy-act-imports = Imports that named the person
privacy-act-files = Files of the lake rewritten without the person
privacy-act-how = Method
privacy-act-how-text = Rows were deleted from the database and their place overwritten, its log was emptied; files with events were rewritten without the person and the former files deleted from the disk. The list of the erased holds keyed hashes only: no name or address can be read from it, but earlier events of this person are not taken in again.
privacy-act-print = Print
privacy-act-signature = Signature
privacy-act-by-kind = { $kind }: { $masked }
privacy-files-erased = The files of this import were deleted: they named a person whose data were erased. To go on, upload a file without them.
