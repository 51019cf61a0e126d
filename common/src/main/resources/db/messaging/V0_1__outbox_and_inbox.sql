-- Each service has these tables in its own schema: facts on their way out, and facts already taken.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL,
    account_id  uuid        NOT NULL,
    topic       text        NOT NULL,
    key         text        NOT NULL,
    type        text        NOT NULL,
    payload     text, -- null is a tombstone
    occurred_at timestamptz NOT NULL,
    traceparent text
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- One relay at a time: whoever holds the row.
CREATE TABLE outbox_lease (
    id     int PRIMARY KEY CHECK (id = 1),
    holder uuid        NOT NULL,
    until  timestamptz NOT NULL
);

CREATE TABLE inbox (
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_received_at ON inbox USING brin (received_at);
