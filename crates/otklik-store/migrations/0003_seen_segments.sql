-- The ids of events in windows of time: the newest as runs, older ones in sorted segments that are removed whole.
-- What the table of all ids held is not carried over: no released version had it.
DROP TABLE inbox_seen;
DROP TABLE inbox_seen_run;

-- The ids of one group of appends, or of several small ones together, as the first 16 bytes of the BLAKE3 hashes of (source, id).
CREATE TABLE inbox_seen_run (
    last_position {key},
    first_received_at BIGINT NOT NULL,
    newest_received_at BIGINT NOT NULL,
    hashes {blob} NOT NULL
);

-- About a million ids each; `state` is 0 while it is written, 1 in use, 2 while it is removed.
CREATE TABLE inbox_seen_segment (
    segment {key},
    state BIGINT NOT NULL,
    through_position BIGINT NOT NULL,
    first_received_at BIGINT NOT NULL,
    newest_received_at BIGINT NOT NULL,
    hash_count BIGINT NOT NULL
);

-- Tells whether an id may be in a segment; read as a whole when the store is opened.
CREATE TABLE inbox_seen_filter (
    segment {key},
    filter {blob} NOT NULL
);

-- The segment's hashes in their order.
CREATE TABLE inbox_seen_chunk (
    segment BIGINT NOT NULL,
    first_hash {blob} NOT NULL,
    hashes {blob} NOT NULL,
    PRIMARY KEY (segment, first_hash)
);

-- Ids up to this position are in segments; their runs are left over.
ALTER TABLE inbox_state ADD COLUMN sealed_through BIGINT NOT NULL DEFAULT 0;
-- What waits in the inbox, counted here since the rows are too many to be counted.
ALTER TABLE inbox_state ADD COLUMN backlog_events BIGINT NOT NULL DEFAULT 0;
ALTER TABLE inbox_state ADD COLUMN backlog_bytes BIGINT NOT NULL DEFAULT 0;
UPDATE inbox_state SET
    backlog_events = (SELECT coalesce(sum(last_position - first_position + 1), 0) FROM inbox),
    backlog_bytes = (SELECT coalesce(sum(length(events)), 0) FROM inbox);
