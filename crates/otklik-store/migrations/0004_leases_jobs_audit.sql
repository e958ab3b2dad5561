-- Work that is shared between programs, and what was done by whom.

-- Who may do what alone, and until when; the row stays when it is let go, so that `fence` only grows.
CREATE TABLE lease (
    name {text} PRIMARY KEY,
    holder {text} NOT NULL,
    fence BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- `state`: waiting, running, done, failed, cancelled. `fence` grows with every attempt.
CREATE TABLE job (
    id {text} PRIMARY KEY,
    kind {text} NOT NULL,
    unique_key {text},
    payload {text} NOT NULL,
    state {text} NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    most_attempts BIGINT NOT NULL,
    progress_done BIGINT NOT NULL,
    progress_total BIGINT,
    last_error {text},
    cancelling BIGINT NOT NULL,
    holder {text},
    fence BIGINT NOT NULL,
    held_until BIGINT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE UNIQUE INDEX job_open_by_key ON job (kind, unique_key) WHERE unique_key IS NOT NULL AND state IN ('waiting', 'running');
CREATE INDEX job_open ON job (run_at) WHERE state IN ('waiting', 'running');

CREATE TABLE job_schedule (
    name {text} PRIMARY KEY,
    kind {text} NOT NULL,
    payload {text} NOT NULL,
    every_seconds BIGINT NOT NULL,
    most_attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);

-- `who_kind`: user, key or system; the name is kept as it was, since users come and go.
CREATE TABLE audit_entry (
    id {numbered_key},
    at BIGINT NOT NULL,
    who_kind {text} NOT NULL,
    who_id {text},
    who_name {text},
    action {text} NOT NULL,
    object {text} NOT NULL,
    details {text} NOT NULL
);
