-- What analytics knows of a conversation. The generated columns are its share in the counters; it has none before
-- its `hour` is known, which comes with conversation.created.
CREATE TABLE conversation_moments (
    conversation_id uuid PRIMARY KEY,
    account_id      uuid    NOT NULL,
    channel         text,
    hour            timestamptz,
    started_at      timestamptz,
    asked_at        timestamptz,
    answered_at     timestamptz,
    bot_answered    boolean NOT NULL,
    handed_over_at  timestamptz,
    resolved_at     timestamptz,
    intent          text,
    conversations   integer NOT NULL GENERATED ALWAYS AS (CASE WHEN hour IS NULL THEN 0 ELSE 1 END) STORED,
    ai_resolved     integer NOT NULL GENERATED ALWAYS AS
        (CASE WHEN hour IS NOT NULL AND bot_answered AND handed_over_at IS NULL THEN 1 ELSE 0 END) STORED,
    handovers       integer NOT NULL GENERATED ALWAYS AS
        (CASE WHEN hour IS NOT NULL AND handed_over_at IS NOT NULL THEN 1 ELSE 0 END) STORED,
    response_ms     bigint GENERATED ALWAYS AS (CASE WHEN hour IS NOT NULL AND answered_at >= asked_at
        THEN 1000 * extract(epoch FROM answered_at - asked_at) END) STORED,
    resolution_ms   bigint GENERATED ALWAYS AS (CASE WHEN hour IS NOT NULL AND resolved_at >= started_at
        THEN 1000 * extract(epoch FROM resolved_at - started_at) END) STORED
);

-- By the hour in which the conversation began.
CREATE TABLE analytics_hour (
    account_id    uuid        NOT NULL,
    hour          timestamptz NOT NULL,
    channel       text        NOT NULL,
    conversations bigint      NOT NULL,
    ai_resolved   bigint      NOT NULL,
    handovers     bigint      NOT NULL,
    responses     bigint      NOT NULL,
    response_ms   bigint      NOT NULL,
    resolutions   bigint      NOT NULL,
    resolution_ms bigint      NOT NULL,
    PRIMARY KEY (account_id, hour, channel)
);

CREATE TABLE analytics_intent_hour (
    account_id    uuid        NOT NULL,
    hour          timestamptz NOT NULL,
    intent        text        NOT NULL,
    conversations bigint      NOT NULL,
    ai_resolved   bigint      NOT NULL,
    PRIMARY KEY (account_id, hour, intent)
);
