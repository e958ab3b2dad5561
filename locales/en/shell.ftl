## What surrounds every page.

product = Otklik
page-title = { $title } · Otklik
skip = Skip to content
navigation = Areas
menu = Menu
language = Language
scheme = Colours

# keys: scheme-*
scheme-auto = As the system
scheme-light = Light
scheme-dark = Dark

nav-journeys = Journeys
nav-overview = Overview
nav-today = My unit
nav-boards = Boards
nav-customers = { word-people }
nav-understand = Understand
nav-operations = Orders and service
nav-act = Act
nav-feedback = Critics’ comments
nav-promises = Promises kept
nav-explore = Explore
nav-data = Data
nav-catalogue = Touchpoints
nav-units = Units
nav-imports = Import
nav-quality = Data quality
nav-privacy = Personal data
nav-settings = Settings
sign-out = Sign out

data-as-of = data as of { $time }
working = Working…
close = Close
save = Save
leave = Leave as it is
sure-not = Cancel
imports-choose = Choose files
show-more = Show more
copy = Copy
copied = Copied
table = Table
picture = Chart
download = Download
download-name = Download: { $name }
download-pdf = Opens the print window: choose “Save as PDF” there.

disk-low = The server’s disk is filling up: { $free } of { $size } left. Free some space, or give it a larger disk.
disk-full = The server’s disk is full: only { $free } of { $size } left. Nothing new is taken until there is room again; what was taken is safe.

problem-unreachable = The server does not answer. Check that it is running, then try again.
problem-unexpected = The page could not make sense of the server’s answer.
problem-request = Request number for the log: { $id }
try-again = Try again
page-missing = There is no such page
page-missing-text = Perhaps the address was not copied in full.
to-overview = Back to the overview

# What the company calls its customers; other texts refer to these.
# keys: word-*
word-people =
    { $people ->
        [guest] Guests
       *[customer] Customers
    }
word-people-dative =
    { $people ->
        [guest] Guests
       *[customer] Customers
    }
word-people-lower =
    { $people ->
        [guest] guests
       *[customer] customers
    }
word-people-genitive =
    { $people ->
        [guest] guests
       *[customer] customers
    }
word-person-genitive =
    { $people ->
        [guest] guest
       *[customer] customer
    }
