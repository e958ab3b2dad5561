## Data quality.

quality-empty = There are no events in this period.
quality-none = There are no events yet: once they come, this page tells how far you can rely on them.
quality-lead = Worth a look: { $what }.
quality-lead-nothing = Nothing to look at in the data: sources speak, no gaps, no clocks that are off.
# keys: quality-lead-*
quality-lead-silent =
    { $n ->
        [one] { $n } source gone silent
       *[other] { $n } sources gone silent
    }
quality-lead-gaps =
    { $n ->
        [one] { $n } gap in the events
       *[other] { $n } gaps in the events
    }
quality-lead-clocks =
    { $n ->
        [one] { $n } clock that is off
       *[other] { $n } clocks that are off
    }
quality-lead-renamed =
    { $n ->
        [one] { $n } event renamed
       *[other] { $n } events renamed
    }
quality-lead-gaming =
    { $n ->
        [one] { $n } sign of gaming
       *[other] { $n } signs of gaming
    }
quality-why = What all other figures rest on. Nothing is left out by itself: a person decides what to make of a finding.
quality-placed = Events with a touchpoint
quality-placed-meaning = The share of events whose kind has its place in the catalogue of touchpoints.
quality-known = Events of a known { $people ->
        [guest] guest
       *[customer] customer
    }
quality-known-meaning = The share of events with at least one identifier. The others count for their unit only.
quality-doubled = Repeated under another id
quality-doubled-meaning = The share of events that agree with another one in all but the id: time, order, amount, person.
quality-findings = What shows in the stream of events
quality-nothing-found = Nothing out of the ordinary.
quality-more =
    { $n ->
        [one] and { $n } more
       *[other] and { $n } more
    }
quality-where = { $source }, { $unit }
quality-days = { $first } to { $last }
quality-silent-title = Gone silent
quality-silent = last event { $date }
quality-gaps-title = Days without events
quality-gap =
    { $usual ->
        [one] { $days }: usually { $usual } event in that time
       *[other] { $days }: usually { $usual } events in that time
    }
quality-clocks-title = Clocks that were off
quality-clock-ahead =
    { $hours ->
        [one] { $hours } hour ahead from the week of { $date }
       *[other] { $hours } hours ahead from the week of { $date }
    }
quality-clock-behind =
    { $hours ->
        [one] { $hours } hour behind from the week of { $date }
       *[other] { $hours } hours behind from the week of { $date }
    }
quality-renamed-title = Probably renamed
quality-renamed = source { $source }, { $date }
quality-renamed-other-place = The catalogue gives the new events another place.
quality-sources = Sources
quality-late-note = “Over a day late”: came more than a day after they happened. All history imported from files is.
column-source = Source
column-last-received = Last received
column-late = Over a day late
column-ahead = From the future
column-known = Known { $people ->
        [guest] guest
       *[customer] customer
    }
quality-refused = Events refused
quality-refused-none = Nothing was refused in this period.
quality-touchpoints = Touchpoints
quality-units = Units

gaming-title = Signs of gaming
gaming-why = Where bonuses hang on scores, scores get some help. These are signs, not proof.
gaming-none = No signs are seen.
gaming-bursts = Bursts of answers
gaming-burst =
    { $n ->
        [one] { $date }: { $n } answer in an hour, usually { $usual }
       *[other] { $date }: { $n } answers in an hour, usually { $usual }
    }
gaming-tens = Too many tens
gaming-ten = tens among nines and tens: { $own }, in other units { $rest } ({ $change }; { $n } answers)
gaming-cards = Too many purchases on one card
gaming-customer = No. { $number }
gaming-card =
    { $days ->
        [one] { $unit }: { $days } day, up to { $most } purchases a day, last on { $date }
       *[other] { $unit }: { $days } days, up to { $most } purchases a day, last on { $date }
    }
gaming-devices = Answers of many customers from one device
gaming-device-number = Device no. { $number } ({ $device })
gaming-device =
    { $n ->
        [one] { $unit }: { $n } answer of { $people } customers. A tablet on the counter looks the same
       *[other] { $unit }: { $n } answers of { $people } customers. A tablet on the counter looks the same
    }
gaming-answers = Many answers of one person on one day
gaming-answer =
    { $n ->
        [one] { $unit }: { $n } answer on { $date }
       *[other] { $unit }: { $n } answers on { $date }
    }
