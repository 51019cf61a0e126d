-- Every table carries its account, and composite foreign keys keep the rows of two accounts apart.

CREATE TABLE customer (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text,
    email      text,
    phone      text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

CREATE TABLE customer_identity (
    account_id  uuid        NOT NULL,
    channel     text        NOT NULL,
    identity    text        NOT NULL,
    customer_id uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (account_id, channel, identity),
    FOREIGN KEY (account_id, customer_id) REFERENCES customer (account_id, id)
);
CREATE INDEX customer_identity_customer ON customer_identity (account_id, customer_id);

-- The last ticket number of each account.
CREATE TABLE ticket_counter (
    account_id  uuid   PRIMARY KEY,
    last_number bigint NOT NULL
);

CREATE TABLE conversation (
    account_id        uuid        NOT NULL,
    id                uuid        NOT NULL,
    number            bigint      NOT NULL,
    customer_id       uuid        NOT NULL,
    inbox_id          uuid        NOT NULL,
    channel           text        NOT NULL,
    identity          text        NOT NULL,
    thread            text        NOT NULL, -- empty where the channel has no threads of its own
    live              boolean     NOT NULL, -- the address leads here
    subject           text,
    status            text        NOT NULL
        CHECK (status IN ('new', 'open', 'pending_customer', 'snoozed', 'resolved', 'closed')),
    priority          text        NOT NULL CHECK (priority IN ('low', 'medium', 'high', 'urgent')),
    owner             text        NOT NULL CHECK (owner IN ('bot', 'queue', 'agent')),
    lease_epoch       bigint      NOT NULL CHECK (lease_epoch > 0),
    assignee_id       uuid,
    question_id       uuid,        -- the latest message that the bot owes an answer
    bot_due_at        timestamptz, -- when the bot's time for it is over
    version           bigint      NOT NULL,
    last_seq          bigint      NOT NULL CHECK (last_seq >= 0),
    seen_by_customer  bigint      NOT NULL,
    seen_by_desk      bigint      NOT NULL,
    read              boolean     NOT NULL,
    created_at        timestamptz NOT NULL,
    last_activity_at  timestamptz NOT NULL,
    closed_at         timestamptz,
    archived_at       timestamptz,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, number),
    FOREIGN KEY (account_id, customer_id) REFERENCES customer (account_id, id)
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);

-- One address, one live conversation.
CREATE UNIQUE INDEX conversation_address
    ON conversation (account_id, inbox_id, channel, identity, thread) WHERE live;
CREATE INDEX conversation_recent
    ON conversation (account_id, last_activity_at DESC, id DESC) WHERE archived_at IS NULL;
CREATE INDEX conversation_unclosed
    ON conversation (account_id, last_activity_at DESC, id DESC) WHERE archived_at IS NULL AND closed_at IS NULL;
CREATE INDEX conversation_assignee
    ON conversation (account_id, assignee_id, last_activity_at DESC, id DESC) WHERE assignee_id IS NOT NULL;
CREATE INDEX conversation_customer ON conversation (account_id, customer_id);
CREATE INDEX conversation_bot_due ON conversation (bot_due_at) WHERE bot_due_at IS NOT NULL;

CREATE TABLE message (
    account_id          uuid        NOT NULL,
    conversation_id     uuid        NOT NULL,
    seq                 bigint      NOT NULL CHECK (seq > 0),
    id                  uuid        NOT NULL,
    version             bigint      NOT NULL,
    owner               text        NOT NULL,
    lease_epoch         bigint      NOT NULL,
    author_kind         text        NOT NULL CHECK (author_kind IN ('customer', 'agent', 'bot', 'system')),
    author_id           uuid,
    author_name         text,
    author_number       int,
    kind                text        NOT NULL CHECK (kind IN ('reply', 'note', 'handover')),
    body                text        NOT NULL CHECK (octet_length(body) <= 65536),
    attachments         jsonb       NOT NULL,
    sources             jsonb       NOT NULL,
    metadata            jsonb       NOT NULL,
    deduplication_key   text,
    in_reply_to         uuid,
    sent_at             timestamptz,
    created_at          timestamptz NOT NULL,
    edited_at           timestamptz,
    seen_at             timestamptz,
    delivery_status     text CHECK (delivery_status IN ('queued', 'sent', 'delivered', 'read', 'failed')),
    delivery_reason     text,
    provider_message_id text,
    PRIMARY KEY (conversation_id, seq, created_at),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id)
) PARTITION BY RANGE (created_at);

-- Stays empty while the months below are made ahead of time.
CREATE TABLE message_unplanned PARTITION OF message DEFAULT;

-- What must be unique over all months: the message, its place, and the sender's own id of it in its scope.
CREATE TABLE message_key (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    message_id      uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    scope           text,
    key             text,
    body_hash       bytea       NOT NULL, -- SHA-256 of the body as it was first recorded
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (account_id, message_id),
    UNIQUE (account_id, scope, key),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id)
);

-- Whose turn it was last, and why each conversation was offered to whom.
CREATE TABLE assignment_turn (
    account_id  uuid PRIMARY KEY,
    last_number int NOT NULL
);

CREATE TABLE assignment_decision (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    lease_epoch     bigint      NOT NULL,
    policy          text        NOT NULL,
    candidates      jsonb       NOT NULL,
    chosen_id       uuid,
    reason          text        NOT NULL,
    decided_at      timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, lease_epoch),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id)
);

-- Makes the partitions of this month (UTC) and of as many after it; existing ones are left alone. A month whose
-- messages stand in message_unplanned already (a clock was ahead) stays there.
CREATE FUNCTION ensure_message_partitions(months_ahead int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamp;
    name  text;
BEGIN
    FOR i IN 0..months_ahead LOOP
        month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
        name := 'message_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.message'));
            BEGIN
                EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF message FOR VALUES FROM (%L) TO (%L)',
                    name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            EXCEPTION WHEN check_violation THEN
                RAISE WARNING '% is not made: %', name, SQLERRM;
            END;
        END IF;
    END LOOP;
END $$;
