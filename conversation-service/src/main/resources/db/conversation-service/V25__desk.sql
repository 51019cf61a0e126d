-- Teams, business hours, who is available, and how each inbox finds its agents. `scope_id` is an inbox, or the account
-- itself for what holds in all of its inboxes that say nothing else.

CREATE TABLE team (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, name)
);

CREATE TABLE team_member (
    account_id uuid NOT NULL,
    team_id    uuid NOT NULL,
    user_id    uuid NOT NULL,
    PRIMARY KEY (account_id, team_id, user_id),
    FOREIGN KEY (account_id, team_id) REFERENCES team (account_id, id) ON DELETE CASCADE
);

-- Apart from the conversation, which every message writes.
CREATE TABLE conversation_team (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    team_id         uuid        NOT NULL,
    given_at        timestamptz NOT NULL,
    PRIMARY KEY (account_id, conversation_id),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, team_id) REFERENCES team (account_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_team_team ON conversation_team (account_id, team_id);

CREATE TABLE agent_availability (
    account_id uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    status     text        NOT NULL CHECK (status IN ('available', 'away')),
    since      timestamptz NOT NULL,
    PRIMARY KEY (account_id, user_id)
);

CREATE TABLE business_hours (
    account_id uuid        NOT NULL,
    scope_id   uuid        NOT NULL,
    zone       text        NOT NULL,
    week       jsonb       NOT NULL,
    holidays   jsonb       NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, scope_id)
);

CREATE TABLE assignment_setting (
    account_id       uuid        NOT NULL,
    scope_id         uuid        NOT NULL,
    policy           text        NOT NULL,
    capacity         int         CHECK (capacity > 0), -- open conversations an agent may have
    team_id          uuid,
    within_hours     boolean     NOT NULL,
    patience_seconds bigint      CHECK (patience_seconds > 0), -- how long a customer waits for an agent who is away
    updated_at       timestamptz NOT NULL,
    PRIMARY KEY (account_id, scope_id),
    FOREIGN KEY (account_id, team_id) REFERENCES team (account_id, id) ON DELETE SET NULL (team_id)
);

-- Conversations for which nobody was found. A row may outlive its wait: the next look at it takes it away.
CREATE TABLE waiting_conversation (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    since           timestamptz NOT NULL,
    look_at         timestamptz NOT NULL,
    reason          text        NOT NULL,
    PRIMARY KEY (account_id, conversation_id),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id) ON DELETE CASCADE
);
CREATE INDEX waiting_conversation_look ON waiting_conversation (look_at);
CREATE INDEX waiting_conversation_since ON waiting_conversation (account_id, since, conversation_id);

-- The oldest message of a customer that nobody has answered; kept for accounts that ask how long customers wait. No
-- foreign key: its check would wait for whoever has the conversation locked.
CREATE TABLE customer_wait (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    message_id      uuid        NOT NULL,
    since           timestamptz NOT NULL,
    PRIMARY KEY (account_id, conversation_id)
);
CREATE INDEX customer_wait_since ON customer_wait (since);

-- A conversation may be offered several times under one epoch, while it stays in the queue.
ALTER TABLE assignment_decision DROP CONSTRAINT assignment_decision_pkey;
ALTER TABLE assignment_decision ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
CREATE INDEX assignment_decision_conversation ON assignment_decision (account_id, conversation_id, id);

-- What an agent has on the desk now.
CREATE INDEX conversation_load ON conversation (account_id, assignee_id)
    WHERE assignee_id IS NOT NULL AND closed_at IS NULL;
