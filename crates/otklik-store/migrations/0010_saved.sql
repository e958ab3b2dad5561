-- What people keep for themselves and for each other: views (addresses of pages with their questions) and boards of panels.
-- `kind`: view or board. Nobody in `owner_id`: its owner was removed, and it stays because it is shared.
CREATE TABLE saved_item (
    id {text} PRIMARY KEY,
    kind {text} NOT NULL,
    name {text} NOT NULL,
    owner_id {text} REFERENCES account (id) ON DELETE SET NULL,
    shared BIGINT NOT NULL,
    contents {text} NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX saved_item_of_owner ON saved_item (owner_id);
