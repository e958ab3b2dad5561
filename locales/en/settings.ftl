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
keys-why = A till, a site, an app or a report comes in with a key. Give every system a key of its own, and only what it needs.
keys-scopes = May
# keys: key-scope-*, key-scope-note-*
key-scope-send_events = send events
key-scope-note-send_events = for tills, sites and apps
key-scope-read_answers = read answers
key-scope-note-read_answers = figures and the people behind them; addresses and telephones are hidden
key-scope-read_personal_data = see personal data
key-scope-note-read_personal_data = shows addresses and telephones whole, together with reading answers
key-scope-administer = administer
key-scope-note-administer = catalogue, units, imports, what was refused; never users, keys or erasures
keys-expiry = Until
keys-expiry-never = no end
keys-expiry-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
keys-expired = expired
keys-name = Name of the key
keys-create = Create a key
keys-created = The key “{ $name }” was created. Copy it now: it will not be shown again.
keys-created-at = Created
keys-used-at = Last used
keys-never = never
keys-delete = Delete
keys-delete-sure = Delete the key “{ $name }”
keys-example = How to send an event

settings-company = Company
# keys: role-note-*
role-note-administrator = may do everything; users, keys and rules for signing in are theirs alone
role-note-analyst = asks every question, imports files, edits the catalogue
role-note-manager = sees figures, customers and what they said
role-note-agent = sees customers and what they said, to help them
role-note-viewer = sees figures; customers' addresses and telephones stay hidden

account-profile = Profile
account-rename = Save the name
account-kept = Saved.
account-password = Password
account-password-why = A new password signs you out everywhere but here.
account-password-current = Password now
account-password-new = New password
account-password-change = Change the password
account-password-changed = The password was changed. You were signed out everywhere else.

sessions-title = Where you are signed in
sessions-why = If you do not recognise a device, sign it out and change your password.
sessions-device = Device
sessions-device-unknown = unknown device
sessions-address = Address
sessions-opened = Signed in
sessions-used = Last seen
sessions-current = this session
sessions-end = Sign out
sessions-end-sure = Sign out on { $device }
sessions-end-others = Sign out everywhere else
sessions-end-others-sure = Sign out everywhere else: confirm

users-title = Users
users-why = Whoever you invite chooses a password by a link that you hand over. Nobody else learns it.
users-invite = Invite somebody
users-link = The link for { $name } works once, until { $until }. Copy it now and hand it over in private: it will not be shown again.
users-scope = Sees
users-scope-company = the whole company
users-scope-units = only these units, with all below them
users-scope-add = Add a unit
users-scope-remove = Take { $unit } away
users-status = Status
# keys: user-status-*
user-status-active = active
user-status-invited = invited
user-status-blocked = blocked
users-seen = Last seen
users-never = never
users-change = Change
users-change-whom = Change { $name }
users-invite-again = New invitation
users-invite-again-sure = Make a new link for { $name }; the old one ends
users-reset = Link for a new password
users-reset-sure = Make a link with which { $name } chooses a new password
users-block = Block
users-block-sure = Block { $name } and sign them out everywhere
users-unblock = Unblock
users-remove = Remove
users-remove-sure = Remove { $name } for good

join-title = Choose a password
join-lead = With this link you choose the password with which you will sign in to Otklik.
join-button = Save the password
join-done = The password is saved. Sign in with the address { $email }.

second-factor-title = Second factor
second-factor-why = Besides the password, a code that an app on your telephone makes anew every half minute: a stolen password alone opens nothing.
second-factor-missing = The rules of your company ask you for a second factor. Set it up; then everything else opens.
second-factor-on = In force since { $since }.
second-factor-codes-left =
    { $count ->
        [one] { $count } recovery code is left.
       *[other] { $count } recovery codes are left.
    }
second-factor-recovery = The second factor is in force. Keep these recovery codes in a safe place: each lets you in once when you do not have the app. They will not be shown again.
second-factor-begin = Set it up
second-factor-renew = Set up another app
second-factor-remove = Turn it off
second-factor-scan = Scan the picture with an authenticator app, such as Aegis, Yandex Key, Google Authenticator or the one of your password manager.
second-factor-type = Type the six digits that the app shows.
second-factor-picture = QR code with the secret for the app
second-factor-by-hand = No camera? Type this key into the app:
second-factor-confirm = Turn it on
users-second-factor = second factor
users-reset-factor = Reset the second factor
users-reset-factor-sure = Take the second factor of { $name } away
policy-title = Rules for signing in
policy-why = A rule holds at once, for open sessions too: whoever lacks a second factor sees only their own account until it is set up.
policy-second-factor-for = A second factor is required of
# keys: policy-for-*
policy-for-nobody = nobody
policy-for-administrators = administrators
policy-for-everybody = everybody
