-- Requests for a ticket that named themselves: the same one again has no second effect. `body_hash` is the SHA-256 of
-- what was asked for.
CREATE TABLE ticket_request (
    account_id      uuid        NOT NULL,
    scope           text        NOT NULL,
    key             text        NOT NULL,
    body_hash       bytea       NOT NULL,
    conversation_id uuid        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, scope, key),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ticket_request_conversation ON ticket_request (account_id, conversation_id);

-- Where whoever opened a ticket said that it comes from. Conversations that began otherwise have none.
CREATE TABLE ticket_source (
    account_id         uuid    NOT NULL,
    conversation_id    uuid    NOT NULL,
    channel            text    NOT NULL,
    origin_platform_id text,
    channel_identity   text,
    bot_handoff        boolean NOT NULL,
    PRIMARY KEY (account_id, conversation_id),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id) ON DELETE CASCADE
);
