## Settings.

settings-currency = Currency
settings-data = Data
settings-data-span =
    { $events ->
        [one] { $events } event, { $first } to { $last }
       *[other] { $events } events, { $first } to { $last }
    }
settings-data-none = none yet
settings-you = You
settings-role = Role
settings-look = Language and colours
# keys: role-*
role-administrator = administrator
role-analyst = analyst
role-manager = manager
role-agent = support agent
role-viewer = viewer

keys-title = API keys
keys-why = With a key a till, a site or an app sends events. Give every system a key of its own.
keys-name = Name of the key
keys-create = Create a key
keys-created = The key “{ $name }” was created. Copy it now: it will not be shown again.
keys-created-at = Created
keys-used-at = Last used
keys-never = never
keys-delete = Delete
keys-delete-sure = Delete the key “{ $name }”
keys-keep = Keep
keys-example = How to send an event
