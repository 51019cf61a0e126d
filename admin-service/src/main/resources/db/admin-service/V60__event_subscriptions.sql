-- Outgoing webhooks. A secret is sealed under `event_subscription:<account>:<id>`.
CREATE TABLE event_subscription (
    id              uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    url             text        NOT NULL,
    event_types     text[]      NOT NULL,
    format          text        NOT NULL CHECK (format IN ('netia', 'amoiq')),
    state           text        NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
    reason          text, -- why it is disabled, or not verified
    verified_at     timestamptz,
    secret          text        NOT NULL,
    previous_secret text, -- signs too until previous_until
    previous_until  timestamptz,
    failing_since   timestamptz, -- the first failure since the last success
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX event_subscription_account ON event_subscription (account_id, id);

-- One event for one subscription. What waits in a lane is sent in the order of version and position, one at a time.
CREATE TABLE webhook_delivery (
    id               uuid PRIMARY KEY, -- the webhook-id
    position         bigint GENERATED ALWAYS AS IDENTITY,
    account_id       uuid        NOT NULL,
    subscription_id  uuid        NOT NULL REFERENCES event_subscription ON DELETE CASCADE,
    lane             uuid        NOT NULL, -- the conversation, the customer, or the delivery that is sent again alone
    version          bigint      NOT NULL,
    event            text        NOT NULL,
    conversation_id  uuid,
    customer_id      uuid,
    body             text, -- null once the customer is erased
    traceparent      text        NOT NULL,
    state            text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead')),
    reason           text, -- why the last attempt failed, or why it is dead
    attempts         int         NOT NULL DEFAULT 0,
    first_attempt_at timestamptz,
    settled_at       timestamptz,
    created_at       timestamptz NOT NULL
);
CREATE INDEX webhook_delivery_next ON webhook_delivery (subscription_id, lane, version, position) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_log ON webhook_delivery (subscription_id, id);
CREATE INDEX webhook_delivery_dead ON webhook_delivery (subscription_id, id) WHERE state = 'dead';
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE state <> 'waiting';
CREATE INDEX webhook_delivery_conversation ON webhook_delivery (conversation_id);
CREATE INDEX webhook_delivery_customer ON webhook_delivery (customer_id);

-- A lane stands here while something waits in it; whoever leases it sends its next delivery.
CREATE TABLE webhook_lane (
    subscription_id uuid        NOT NULL REFERENCES event_subscription ON DELETE CASCADE,
    lane            uuid        NOT NULL,
    due_at          timestamptz NOT NULL,
    holder          uuid,
    leased_until    timestamptz,
    PRIMARY KEY (subscription_id, lane)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE INDEX webhook_lane_due ON webhook_lane (subscription_id, due_at);

CREATE TABLE webhook_attempt (
    id          uuid PRIMARY KEY,
    delivery_id uuid        NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    at          timestamptz NOT NULL,
    took_ms     bigint      NOT NULL,
    status      int, -- null where no answer came
    error       text,
    response    text -- its beginning; null once the customer is erased
);
CREATE INDEX webhook_attempt_delivery ON webhook_attempt (delivery_id, id);

-- Conversations that were erased: a fact of them that comes late makes no delivery any more.
CREATE TABLE erased_conversation (
    conversation_id uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    erased_at       timestamptz NOT NULL DEFAULT now()
);
