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
cli-mapping-missing = there is no mapping { $name }; the program brings: { $shipped }
cli-password-missing = put the new user's password into the variable OTKLIK_PASSWORD
cli-user-added = { $email } may sign in now.
cli-key-shown-once = This key is shown only once; keep it safe.
