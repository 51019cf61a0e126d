-- The account that an inbox has with a provider. Settings hold its secrets and are sealed.
CREATE TABLE provider_account (
    inbox_id    uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    provider    text        NOT NULL,
    external_id text        NOT NULL, -- the provider's own id, by which its webhooks name the account
    verify_hash text,                 -- keyed hash of the token with which the provider verifies our address
    settings    text        NOT NULL,
    updated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (provider, external_id)
);
CREATE INDEX provider_account_verify ON provider_account (provider, verify_hash);

-- A webhook as it came, byte for byte, if it brought anything new.
CREATE TABLE inbound_webhook (
    id          uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    inbox_id    uuid        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    body        bytea       NOT NULL
);
CREATE INDEX inbound_webhook_received_at ON inbound_webhook USING brin (received_at);

-- What a webhook brought; each once, however often it is delivered.
CREATE TABLE inbound_event (
    inbox_id          uuid        NOT NULL,
    provider_event_id text        NOT NULL,
    account_id        uuid        NOT NULL,
    webhook_id        uuid        NOT NULL,
    received_at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (inbox_id, provider_event_id)
);
CREATE INDEX inbound_event_received_at ON inbound_event USING brin (received_at);

-- A message, or a part of one too long for its channel, on its way to a provider. `calling` is between the request and
-- its answer; `unknown` has lost the answer; `unconfirmed` has been given up for it and may still be delivered.
CREATE TABLE delivery (
    id                  uuid PRIMARY KEY,
    account_id          uuid        NOT NULL,
    inbox_id            uuid        NOT NULL,
    conversation_id     uuid        NOT NULL,
    message_id          uuid        NOT NULL,
    part                integer     NOT NULL,
    parts               integer     NOT NULL,
    seq                 bigint      NOT NULL,
    channel             text        NOT NULL,
    recipient           text        NOT NULL,
    body                text        NOT NULL,
    state               text        NOT NULL DEFAULT 'queued' CHECK (state IN
        ('queued', 'calling', 'unknown', 'unconfirmed', 'sent', 'delivered', 'read', 'failed')),
    attempts            integer     NOT NULL DEFAULT 0,
    due_at              timestamptz NOT NULL DEFAULT now(),
    holder              uuid,
    leased_until        timestamptz,
    provider_message_id text,
    reason              text,
    traceparent         text        NOT NULL,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (message_id, part)
);
CREATE INDEX delivery_due ON delivery (due_at) WHERE state = 'queued';
CREATE INDEX delivery_open ON delivery (conversation_id, seq, part) WHERE state IN ('queued', 'calling');
CREATE INDEX delivery_unsettled ON delivery (updated_at) WHERE state IN ('calling', 'unknown');
CREATE INDEX delivery_provider_message ON delivery (inbox_id, provider_message_id);
CREATE INDEX delivery_created_at ON delivery USING brin (created_at);
