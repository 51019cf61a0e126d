-- What an account's agents hear, in the order in which the relay sends it. `pos` is gap-free in each account. A row is
-- written before its fact is sent: whoever listens first and reads then misses nothing.
CREATE TABLE account_feed (
    account_id  uuid        NOT NULL,
    pos         bigint      NOT NULL,
    outbox_id   bigint      NOT NULL UNIQUE,
    topic       text        NOT NULL,
    type        text        NOT NULL,
    payload     text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    logged_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, pos)
);
CREATE INDEX account_feed_logged_at ON account_feed USING brin (logged_at);

-- The last `pos` of each account.
CREATE TABLE account_feed_head (
    account_id uuid   PRIMARY KEY,
    last_pos   bigint NOT NULL
) WITH (fillfactor = 50);
