-- People who are invited, blocked, and signed in from several places.

-- Nothing in `password_set_at`: invited, and has chosen no password yet.
ALTER TABLE account ADD COLUMN password_set_at BIGINT;
UPDATE account SET password_set_at = created_at;
ALTER TABLE account ADD COLUMN blocked_at BIGINT;
ALTER TABLE account ADD COLUMN last_seen_at BIGINT;

-- One open invitation for a user: the link with which they choose a password.
CREATE TABLE invitation (
    account_id {text} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    token_hash {blob} NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

-- Where a session was opened, for its owner to recognise it.
ALTER TABLE session ADD COLUMN address {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN user_agent {text} NOT NULL DEFAULT '';
