-- Making sure who signs in.

-- The secret of a second factor; `pending` until its owner has shown that their device knows it.
ALTER TABLE account ADD COLUMN second_factor {blob};
ALTER TABLE account ADD COLUMN second_factor_pending {blob};
ALTER TABLE account ADD COLUMN second_factor_at BIGINT;
-- The last half-minute of which a code was taken; no code is taken twice.
ALTER TABLE account ADD COLUMN second_factor_step BIGINT NOT NULL DEFAULT 0;

CREATE TABLE recovery_code (
    account_id {text} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    code_hash {blob} NOT NULL,
    PRIMARY KEY (account_id, code_hash)
);

-- Who has to have a second factor: nobody, administrators, everybody.
CREATE TABLE sign_in_policy (
    id {key} CHECK (id = 1),
    second_factor_for {text} NOT NULL
);
INSERT INTO sign_in_policy (id, second_factor_for) VALUES (1, 'nobody');

-- Failed attempts to sign in by what they have in common, as a hash: see `users/pauses.rs`.
DROP TABLE sign_in_attempt;
CREATE TABLE sign_in_failure (
    subject {blob} PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    paused_until BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_by_time ON sign_in_failure (last_at);

-- Browsers in which somebody has signed in before.
CREATE TABLE known_device (
    token_hash {blob} PRIMARY KEY,
    account_id {text} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    last_used_at BIGINT NOT NULL
);
CREATE INDEX known_device_of_account ON known_device (account_id, last_used_at);

CREATE INDEX audit_entry_by_action ON audit_entry (action, id);
CREATE INDEX audit_entry_by_object ON audit_entry (object, id);
