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
