-- What is promised to customers, and how each conversation stands to it. The clocks are kept apart from the
-- conversations, which every message writes.

CREATE TABLE sla_policy (
    account_id             uuid        NOT NULL,
    id                     uuid        NOT NULL,
    name                   text        NOT NULL,
    inbox_id               uuid,
    priority               text        CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
    first_response_seconds bigint      CHECK (first_response_seconds > 0),
    resolution_seconds     bigint      CHECK (resolution_seconds > 0),
    business_time          boolean     NOT NULL,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- No foreign key to the conversation: its check would wait for whoever has it locked.
CREATE TABLE sla_clock (
    account_id                 uuid        NOT NULL,
    conversation_id            uuid        NOT NULL,
    inbox_id                   uuid        NOT NULL,
    policy_id                  uuid        NOT NULL,
    policy_name                text        NOT NULL,
    first_response_seconds     bigint,
    resolution_seconds         bigint,
    business_time              boolean     NOT NULL,
    started_at                 timestamptz NOT NULL,
    paused_at                  timestamptz,
    paused_work_seconds        bigint      NOT NULL,
    first_response_due_at      timestamptz,
    first_responded_at         timestamptz,
    first_response_breached_at timestamptz,
    resolution_due_at          timestamptz,
    resolved_at                timestamptz,
    resolution_breached_at     timestamptz,
    next_due_at                timestamptz,
    PRIMARY KEY (account_id, conversation_id)
);
CREATE INDEX sla_clock_due ON sla_clock (next_due_at) WHERE next_due_at IS NOT NULL;
