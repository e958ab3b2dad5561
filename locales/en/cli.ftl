## What the command line says.

cli-failed = error
cli-hint = hint
cli-serving = Otklik serves { $address }
cli-port-taken = cannot listen on { $address }; choose another port with --port
cli-simulating = Simulating the coffee chain
cli-demo-ready =
    The coffee chain is open: { $address }
    Sign in as { $email } with the password { $password }
    Stop it with Ctrl+C.
cli-importing = Importing
cli-imported = Rows read: { $rows }. New events: { $accepted }, known before: { $duplicates }, refused: { $rejected }.
cli-would-import = Rows read: { $rows }. Events found: { $accepted }, refused: { $rejected }. Nothing was kept: this was a dry run.
cli-row-refused = { $file }, line { $line }, column { $column }: { $problem } ({ $value }). { $remedy }
cli-more-refused = More rows were refused; all of them are listed under rejected events.
cli-checking = Checking
cli-mapping-saved = The mapping is in { $file }
cli-rejected-written = Refused rows are in { $file }: repair them and import only that file
cli-refused-code = { $count }: { $problem }
cli-repeated = Ids that stand twice in the files themselves: { $count }. The first of each is imported.
cli-guess-join = { $column }: finds a row of { $file }
cli-guess-looked-up = No events come of this file: others refer to its rows.
cli-guess-key = number of the row
cli-guess-settings = Source: { $source }. Time zone: { $zone }. Order in dates: { $order }. Currency: { $currency }.
cli-guess-open = answers are missing to what is marked by an exclamation mark
cli-guess-open-hint = add --at, --date-order or --currency, or a mapping of your own: --mapping
cli-guess-ask = Import it like this? [y/N]
cli-guess-unasked = the mapping was guessed, and there is nobody to confirm it
cli-guess-unasked-hint = add --yes to import, --dry-run to check, or --save-mapping to change the mapping first
cli-mapping-missing = there is no mapping { $name }; the program brings: { $shipped }
cli-password-missing = put the new user's password into the variable OTKLIK_PASSWORD
cli-user-added = { $email } may sign in now.
cli-key-shown-once = This key is shown only once; keep it safe.
cli-certificate-unusable = the certificate for https cannot be used

config-unreadable = cannot read the configuration { $file }: { $reason }
config-malformed = the configuration { $file } is not valid TOML: { $reason }
config-key-unknown = there is no setting { $key } ({ $origin })
config-did-you-mean = did you mean { $key }?
config-value-refused = { $key } expects { $expected } ({ $origin })
config-kind-text = a text
config-kind-number = a whole number within its limits
config-kind-list = a list of texts
config-partner-missing = { $key } is missing: a certificate and its key are set together
config-base-url-malformed = server.base_url expects an address such as https://cx.example.com, not { $value }
config-base-url-has-path = server.base_url must not have a path, as { $value } does: give Otklik a host name of its own
config-host-malformed = server.hosts expects names such as cx.example.com, not { $value }
config-proxy-malformed = server.trusted_proxies expects addresses or networks such as 10.0.0.0/8, not { $value }
config-origin-default = default
# keys: config-column-*
config-column-key = key
config-column-value = value
config-column-origin = from

cli-data-missing = there is nothing in { $folder } to back up; name the data folder with --data
cli-backup-target-missing = name the folder that backups go to, for example: otklik backup /var/backups/otklik
cli-backup-inside = a backup inside of { $folder } would be lost together with it; name a folder elsewhere, best on another disk
cli-backed-up = Backed up: { $events } events in the lake, { $bytes } bytes, of which { $new } are new. Older backups removed: { $removed }.
cli-backup-verified = The backup of { $at } is whole: { $files } files, { $bytes } bytes, { $events } events in the lake.
cli-backup-dump-not-opened = The state is a dump of PostgreSQL: its checksum and table of contents are right, but only a restore shows more.
cli-restore-folder-missing = name the new folder with --data
cli-restored = Restored into { $folder }: the state of { $at } with { $events } events in the lake.
cli-erased-again = Erased again after the restore: customers — { $customers }. They had been erased after this backup was made.
cli-doctor-found = problems found in { $folder }: { $count }
cli-doctor-well = Nothing is wrong with { $folder }.

# keys: doctor-severity-*
doctor-severity-note = note
doctor-severity-warning = warning
doctor-severity-error = error

# keys: doctor-*
doctor-folder-missing = there is no such folder
    .remedy = Name the data folder with --data or data.folder.
doctor-folder-read-only = the folder cannot be written
    .remedy = Give it to the user that runs Otklik, or run this command as that user.
doctor-folder-open = other users of this machine may read the folder
    .remedy = Close it to them: chmod o-rwx on the folder.
doctor-folder-in-use = a running Otklik holds the folder
    .remedy = That is as it should be; what is written at this moment may be seen half.
doctor-restore-unfinished = a restore into this folder was cut off
    .remedy = Empty the folder and restore the backup again.
doctor-disk-low = only { $free } bytes of the disk are left
    .remedy = Free some space or move the folder to a larger disk.
doctor-database-missing = the database is missing
    .remedy = Restore a backup. If the state is in PostgreSQL, set data.database.
doctor-database-unreadable = the database cannot be read: { $reason }
    .remedy = Restore the newest backup that `otklik backup verify` finds whole.
doctor-database-damaged = the database is damaged: { $reason }
    .remedy = Stop Otklik and restore the newest backup that `otklik backup verify` finds whole; check the disk.
doctor-rows-dangling = { $rows } rows of { $table } refer to rows that are gone
    .remedy = Restore a backup, or report this with the log.
doctor-database-newer = the database is of a newer Otklik (migration { $found }, this one knows { $known })
    .remedy = Start the newer Otklik.
doctor-migration-changed = migration { $number } was applied in another form
    .remedy = Start the Otklik that wrote this folder, or restore a backup.
doctor-inbox-broken = the inbox is out of order at position { $position }
    .remedy = Restore a backup, or report this with the log.
doctor-database-behind = the database has given numbers up to { $given }, but the lake reaches { $reached }: the database is older than the lake
    .remedy = Do not serve this folder: new events would be taken for known ones. Restore database and lake from one backup.
doctor-events-missing = up to { $count } events after position { $reached } are neither in the lake nor in the inbox
    .remedy = If no import brought them past the inbox, restore a backup and send again what came after it.
doctor-events-waiting = { $count } events wait for the lake
    .remedy = They are safe; a running Otklik brings them over.
doctor-lake-unreadable = the lake cannot be read: { $reason }
    .remedy = Restore a backup.
doctor-lake-missing = there is no events table
    .remedy = If events were ever taken, restore a backup; a new installation makes the table at its first start.
doctor-log-entry-missing = entry { $version } of the log is missing, though later ones are there
    .remedy = Restore a backup.
doctor-last-log-entry-broken = the last entry of the log is incomplete: it was never acknowledged
    .remedy = Start Otklik, or run doctor with --repair: the entry is set aside, and its events are still in the inbox.
doctor-log-entry-broken = an entry of the log is damaged
    .remedy = Restore a backup.
doctor-file-missing = a data file is missing
    .remedy = Put it back from a backup (the file of the same name), or restore the backup.
doctor-file-size = a data file has { $found } bytes instead of { $expected }
    .remedy = Replace it by the file of the same name from a backup, or restore the backup; check the disk.
doctor-file-broken = a data file cannot be read: { $reason }
    .remedy = Replace it by the file of the same name from a backup, or restore the backup; check the disk.
doctor-rows-differ = a data file has { $found } events instead of { $expected }
    .remedy = Replace it by the file of the same name from a backup, or restore the backup.
doctor-file-orphan = a data file of { $bytes } bytes belongs to no commit
    .remedy = It is left over from a crash and harmless; a running Otklik removes it after a day.
doctor-file-unknown = Otklik did not write this file
    .remedy = Move it elsewhere.
