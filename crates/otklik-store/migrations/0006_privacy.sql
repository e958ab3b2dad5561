-- What people may ask of the company: to be forgotten, and what they agreed to.

-- Such a customer has no identifiers; the row stays so that the number is not given again.
ALTER TABLE customer ADD COLUMN erased_at BIGINT;

-- `erasures` grows with every erasure; `last_identity` is the highest number that an erased identifier had;
-- `erasure_key` makes the hashes below useless to whoever does not have this database.
ALTER TABLE identity_state ADD COLUMN erasures BIGINT NOT NULL DEFAULT 0;
ALTER TABLE identity_state ADD COLUMN last_identity BIGINT NOT NULL DEFAULT 0;
ALTER TABLE identity_state ADD COLUMN erasure_key {blob};

-- The acts; what is still looked for stands in `sought` until nothing is left to be found.
CREATE TABLE erasure (
    number {numbered_key},
    customer_key BIGINT NOT NULL,
    requested_at BIGINT NOT NULL,
    requested_by {text} NOT NULL,
    basis {text} NOT NULL,
    reference {text} NOT NULL,
    identifiers {text} NOT NULL,
    hashes {blob} NOT NULL,
    sought {text},
    erased {text} NOT NULL,
    looked_at BIGINT,
    finished_at BIGINT
);
CREATE INDEX erasure_open ON erasure (number) WHERE finished_at IS NULL;

-- What happened up to the instant to whoever has such an identifier is not taken in again.
CREATE TABLE erased_identifier (
    hash {blob} PRIMARY KEY,
    erased_at BIGINT NOT NULL
){without_rowid};

-- The texts to which people agree; a changed text is a new version.
CREATE TABLE consent_text (
    purpose {text} NOT NULL,
    version BIGINT NOT NULL,
    text_ru {text} NOT NULL,
    text_en {text} NOT NULL,
    created_at BIGINT NOT NULL,
    created_by {text} NOT NULL,
    PRIMARY KEY (purpose, version)
);

-- Every yes and no; the last one of a purpose holds. It belongs to an identifier, and so follows merges and their undoing.
CREATE TABLE consent (
    id {numbered_key},
    identity_key BIGINT NOT NULL,
    purpose {text} NOT NULL,
    text_version BIGINT NOT NULL,
    is_given BIGINT NOT NULL,
    decided_at BIGINT NOT NULL,
    way {text} NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by {text} NOT NULL
);
CREATE INDEX consent_of_identity ON consent (identity_key);
