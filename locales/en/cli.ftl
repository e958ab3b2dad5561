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
