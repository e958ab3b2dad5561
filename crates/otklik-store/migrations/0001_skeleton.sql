-- Operational state. Times are BIGINT microseconds since 1970 in UTC; ids are texts; hashes are raw bytes; a yes is 1 and a no 0.
-- The words in braces are filled in for each database: see `database/dialect.rs`.

-- Events that were acknowledged and that the lake does not have yet; a row is one group of appends.
CREATE TABLE inbox (
    last_position {key},
    first_position BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    format BIGINT NOT NULL,
    events {blob} NOT NULL
);

-- The last position ever given, kept apart because rows leave the inbox.
CREATE TABLE inbox_state (
    id {key} CHECK (id = 1),
    last_position BIGINT NOT NULL
);
INSERT INTO inbox_state (id, last_position) VALUES (1, 0);

-- Every (source, id) that was ever accepted, as the first 16 bytes of its BLAKE3 hash.
CREATE TABLE inbox_seen (
    hash {blob} PRIMARY KEY
){without_rowid};

-- The same hashes of the newest appends, one row for a group, until they are moved into the table above in their order:
-- a hash is anywhere in the table, and writing a page for every event would be most of the work.
CREATE TABLE inbox_seen_run (
    last_position {key},
    hashes {blob} NOT NULL
);

-- `hash` stands for (source, name, channel, detail), so that texts of any length are told apart by a short key.
CREATE TABLE event_kind (
    kind_key {key},
    hash {blob} NOT NULL UNIQUE,
    source {text} NOT NULL,
    name {text} NOT NULL,
    channel {text} NOT NULL,
    detail {text} NOT NULL
);

CREATE TABLE customer (
    customer_key {key}
);

-- One identifier each; `hash` stands for (kind, value) so that a value of any length is found by a short key.
CREATE TABLE identity (
    identity_key {key},
    hash {blob} NOT NULL UNIQUE,
    kind {text} NOT NULL,
    value {text} NOT NULL,
    search {text} NOT NULL,
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
    path {text} PRIMARY KEY,
    name_ru {text} NOT NULL,
    name_en {text} NOT NULL,
    kind {text} NOT NULL
);

CREATE TABLE catalogue (
    version {key},
    contents {text} NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE workspace (
    id {key} CHECK (id = 1),
    company {text} NOT NULL,
    time_zone {text} NOT NULL,
    currency {text},
    people_word {text} NOT NULL,
    demo_email {text},
    demo_password {text},
    created_at BIGINT NOT NULL,
    set_up_done BIGINT NOT NULL
);

CREATE TABLE account (
    id {text} PRIMARY KEY,
    email {text} NOT NULL UNIQUE,
    name {text} NOT NULL,
    language {text} NOT NULL,
    role {text} NOT NULL,
    scope {text} NOT NULL,
    password_hash {text} NOT NULL,
    created_at BIGINT NOT NULL
);

-- Attempts to sign in that have not succeeded; the e-mail address as a hash, since it may be anybody's.
CREATE TABLE sign_in_attempt (
    id {text} PRIMARY KEY,
    email_hash {blob} NOT NULL,
    attempted_at BIGINT NOT NULL
);
CREATE INDEX sign_in_attempt_by_email ON sign_in_attempt (email_hash, attempted_at);
CREATE INDEX sign_in_attempt_by_time ON sign_in_attempt (attempted_at);

CREATE TABLE session (
    id {text} PRIMARY KEY,
    token_hash {blob} NOT NULL UNIQUE,
    account_id {text} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_of_account ON session (account_id);
CREATE INDEX session_by_expiry ON session (expires_at);

CREATE TABLE api_key (
    id {text} PRIMARY KEY,
    key_hash {blob} NOT NULL UNIQUE,
    name {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
);

CREATE TABLE feedback_read (
    account_id {text} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    read_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, position)
);

-- What was refused, as it came, so that nothing disappears without a trace.
CREATE TABLE reject (
    id {numbered_key},
    received_at BIGINT NOT NULL,
    origin {text} NOT NULL,
    code {text} NOT NULL,
    pointer {text} NOT NULL,
    detail {text} NOT NULL,
    contents {text} NOT NULL
);

CREATE TABLE import_log (
    id {text} PRIMARY KEY,
    file_name {text} NOT NULL,
    file_hash {text} NOT NULL,
    mapping {text} NOT NULL,
    row_count BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    duplicates BIGINT NOT NULL,
    rejected BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL
);
CREATE INDEX import_log_by_time ON import_log (started_at);
