-- What a merge moved, so that it can be undone.
CREATE TABLE customer_merge (
    account_id    uuid        NOT NULL,
    id            uuid        NOT NULL,
    source_id     uuid        NOT NULL,
    survivor_id   uuid        NOT NULL,
    identities    jsonb       NOT NULL, -- [{channel, identity}]
    conversations uuid[]      NOT NULL,
    before        jsonb       NOT NULL, -- the survivor before the merge
    after         jsonb       NOT NULL, -- and after it
    merged_by     text        NOT NULL,
    merged_at     timestamptz NOT NULL,
    undone_at     timestamptz,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, source_id) REFERENCES customer (account_id, id),
    FOREIGN KEY (account_id, survivor_id) REFERENCES customer (account_id, id)
);
CREATE UNIQUE INDEX customer_merge_present ON customer_merge (account_id, source_id) WHERE undone_at IS NULL;
CREATE INDEX customer_merge_source ON customer_merge (account_id, source_id);
CREATE INDEX customer_merge_survivor ON customer_merge (account_id, survivor_id);
