-- How identifiers belong together, and what became of it.

-- The identifier that a customer was made for, and the customer that it became part of.
ALTER TABLE customer ADD COLUMN founder BIGINT;
ALTER TABLE customer ADD COLUMN merged_into BIGINT;
UPDATE customer SET founder = (SELECT min(identity_key) FROM identity WHERE identity.customer_key = customer.customer_key);

-- `shared`: it has so many neighbours that it says nothing. `moved`: the version of the owners with which it last got another customer, or 0.
ALTER TABLE identity ADD COLUMN founded BIGINT;
ALTER TABLE identity ADD COLUMN shared BIGINT NOT NULL DEFAULT 0;
ALTER TABLE identity ADD COLUMN moved BIGINT NOT NULL DEFAULT 0;
UPDATE identity SET founded = customer_key WHERE identity_key IN (SELECT founder FROM customer);
CREATE INDEX identity_that_moved ON identity (moved) WHERE moved > 0;
CREATE INDEX identity_that_is_shared ON identity (identity_key) WHERE shared = 1;

-- Grows whenever an identifier gets another customer.
CREATE TABLE identity_state (
    id {key} CHECK (id = 1),
    version BIGINT NOT NULL
);
INSERT INTO identity_state (id, version) VALUES (1, 0);

-- Two identifiers that came on one event (1), that a person joined (2), or that are kept from joining (3).
CREATE TABLE identity_link (
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    state BIGINT NOT NULL,
    PRIMARY KEY (low, high)
){without_rowid};
CREATE INDEX identity_link_from_high ON identity_link (high);
INSERT INTO identity_link (low, high, state)
    SELECT customer.founder, identity.identity_key, 1 FROM identity JOIN customer ON customer.customer_key = identity.customer_key
    WHERE identity.identity_key <> customer.founder;

-- Two identifiers of which a person said that they are two customers.
CREATE TABLE identity_apart (
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    PRIMARY KEY (low, high)
){without_rowid};

-- Why a link that was seen does not join.
CREATE TABLE identity_refusal (
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    reason {text} NOT NULL,
    refused_at BIGINT NOT NULL,
    PRIMARY KEY (low, high)
){without_rowid};

-- Two customers that became one: by a link that was seen (then nobody said it) or by a person.
CREATE TABLE customer_merge (
    id {numbered_key},
    kept BIGINT NOT NULL,
    absorbed BIGINT NOT NULL,
    low BIGINT NOT NULL,
    high BIGINT NOT NULL,
    merged_at BIGINT NOT NULL,
    merged_by {text},
    undone_at BIGINT,
    undone_by {text}
);

DROP TABLE identity_conflict;
