-- What API keys are for, and for how long. Those made before could send events and ask, and still can.
ALTER TABLE api_key ADD COLUMN scopes {text} NOT NULL DEFAULT 'send_events read_answers';
ALTER TABLE api_key ADD COLUMN expires_at BIGINT;
