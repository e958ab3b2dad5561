-- Operational state. Times are BIGINT microseconds since 1970 in UTC; ids are TEXT; hashes are raw bytes.

-- Events that were acknowledged and that the lake does not have yet; a row is one group of appends.
CREATE TABLE inbox (
    last_position INTEGER PRIMARY KEY,
    first_position BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    format INTEGER NOT NULL,
    events BLOB NOT NULL
);

-- The last position ever given, kept apart because rows leave the inbox.
CREATE TABLE inbox_state (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    last_position BIGINT NOT NULL
);
INSERT INTO inbox_state (only, last_position) VALUES (1, 0);

-- Every (source, id) that was ever accepted, as the first 16 bytes of its BLAKE3 hash.
CREATE TABLE inbox_seen (
    hash BLOB PRIMARY KEY
) WITHOUT ROWID;

-- The same hashes of the newest appends, one row for a group, until they are moved into the table above in their order:
-- a hash is anywhere in the table, and writing a page for every event would be most of the work.
CREATE TABLE inbox_seen_run (
    last_position INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL
);

CREATE TABLE event_kind (
    kind_key INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    channel TEXT NOT NULL,
    detail TEXT NOT NULL,
    UNIQUE (source, name, channel, detail)
);

CREATE TABLE customer (
    customer_key INTEGER PRIMARY KEY
);

-- One identifier each; `hash` stands for (kind, value) so that a value of any length is found by a short key.
CREATE TABLE identity (
    identity_key INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    search TEXT NOT NULL,
    customer_key BIGINT NOT NULL REFERENCES customer (customer_key)
);
CREATE INDEX identity_of_customer ON identity (customer_key);
CREATE INDEX identity_by_search ON identity (search);

-- Two customers whose identifiers were seen on one event; nothing was merged.
CREATE TABLE identity_conflict (
    customer_key BIGINT NOT NULL REFERENCES customer (customer_key),
    other_customer_key BIGINT NOT NULL REFERENCES customer (customer_key),
    identity_key BIGINT NOT NULL REFERENCES identity (identity_key),
    other_identity_key BIGINT NOT NULL REFERENCES identity (identity_key),
    PRIMARY KEY (customer_key, other_customer_key)
);

CREATE TABLE unit (
    path TEXT PRIMARY KEY,
    name_ru TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL
);

CREATE TABLE catalogue (
    version INTEGER PRIMARY KEY,
    contents TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE workspace (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    company TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    currency TEXT,
    people_word TEXT NOT NULL,
    demo_email TEXT,
    demo_password TEXT,
    created_at BIGINT NOT NULL,
    set_up_done BOOLEAN NOT NULL
);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Attempts to sign in that have not succeeded; the e-mail address as a hash, since it may be anybody's.
CREATE TABLE sign_in_attempt (
    id TEXT PRIMARY KEY,
    email_hash BLOB NOT NULL,
    attempted_at BIGINT NOT NULL
);
CREATE INDEX sign_in_attempt_by_email ON sign_in_attempt (email_hash, attempted_at);
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (attempted_at);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    token_hash BLOB NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_of_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    key_hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);

CREATE TABLE feedback_read (
    account_id TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, position)
);

-- What was refused, as it came, so that nothing disappears without a trace.
CREATE TABLE reject (
    id INTEGER PRIMARY KEY,
    received_at BIGINT NOT NULL,
    origin TEXT NOT NULL,
    code TEXT NOT NULL,
    pointer TEXT NOT NULL,
    detail TEXT NOT NULL,
    contents TEXT NOT NULL
);

CREATE TABLE import_log (
    id TEXT PRIMARY KEY,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    mapping TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL
);
CREATE INDEX import_log_by_time ON import_log (started_at);
