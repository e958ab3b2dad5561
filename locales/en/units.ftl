## Units.

units-lead =
    { $n ->
        [one] { $n } unit
       *[other] { $n } units
    }{ $undescribed ->
        [0] , each with a name.
        [one] , { $undescribed } of them without a name.
       *[other] , { $undescribed } of them without a name.
    }
units-none = There are no units yet: add them, or send events with their codes.
units-why = A unit’s code comes in each of its events and never changes: figures are counted by it, and access is bounded by it. Name, level and time zone can change at any time.
units-without =
    { $n ->
        [one] { $n } event came without a unit.
       *[other] { $n } events came without a unit.
    }
units-undescribed = no name yet
units-path = Code
units-path-note = The path from the top, as events will bring it, for example msk/arbat.
units-name-ru = Name in Russian
units-name-en = Name in English
units-kind = Level
units-zone-above = as one level up ({ $zone })
units-add = Add a unit
units-add-not = Do not add
units-describe = Describe
units-edit-of = Change the unit “{ $name }”
units-delete-sure = Delete the unit “{ $name }”
# keys: unit-kind-*
unit-kind-company = company
unit-kind-region = region
unit-kind-branch = branch
unit-kind-desk = desk
