-- When / if / then of the accounts, and what came of it.

CREATE TABLE automation_rule (
    account_id   uuid        NOT NULL,
    id           uuid        NOT NULL,
    name         text        NOT NULL,
    active       boolean     NOT NULL,
    trigger      text        NOT NULL,
    wait_minutes int         CHECK (wait_minutes > 0),
    conditions   jsonb       NOT NULL,
    actions      jsonb       NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- A rule that is to look at a conversation because of one fact, or of one wait. Written with the inbox row of the fact,
-- taken away with the run.
CREATE TABLE automation_job (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id      uuid        NOT NULL,
    rule_id         uuid        NOT NULL,
    cause_id        uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    trigger         text        NOT NULL,
    text            text,
    run_at          timestamptz NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    UNIQUE (rule_id, cause_id)
);
CREATE INDEX automation_job_run_at ON automation_job (run_at, id);

CREATE TABLE automation_run (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL,
    rule_id         uuid        NOT NULL,
    cause_id        uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    trigger         text        NOT NULL,
    outcome         text        NOT NULL CHECK (outcome IN ('done', 'not_matched', 'limited', 'failed')),
    conditions      jsonb       NOT NULL,
    actions         jsonb       NOT NULL,
    actions_done    int         NOT NULL,
    ran_at          timestamptz NOT NULL,
    PRIMARY KEY (account_id, rule_id, id),
    UNIQUE (rule_id, cause_id)
);
CREATE INDEX automation_run_conversation ON automation_run (account_id, conversation_id, ran_at);
CREATE INDEX automation_run_ran_at ON automation_run (ran_at);

CREATE TABLE macro (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    actions    jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
