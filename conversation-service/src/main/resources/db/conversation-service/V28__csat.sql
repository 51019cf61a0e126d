-- What customers thought of it. An inbox with a row asks.

CREATE TABLE csat_setting (
    account_id uuid        NOT NULL,
    inbox_id   uuid        NOT NULL,
    question   text        NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, inbox_id)
);

-- No foreign key to the conversation: its check would wait for whoever has it locked.
CREATE TABLE csat_survey (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    token           text        NOT NULL UNIQUE,
    inbox_id        uuid,
    agent_id        uuid,
    question        text,
    score           int         CHECK (score BETWEEN 1 AND 5),
    comment         text,
    created_at      timestamptz NOT NULL,
    offered_at      timestamptz,
    answered_at     timestamptz,
    PRIMARY KEY (account_id, id)
);
-- A customer is asked again once it has answered.
CREATE UNIQUE INDEX csat_survey_open ON csat_survey (account_id, conversation_id) WHERE answered_at IS NULL;
CREATE INDEX csat_survey_wanted ON csat_survey (created_at) WHERE offered_at IS NULL;
CREATE INDEX csat_survey_answered ON csat_survey (account_id, answered_at DESC, id DESC) WHERE answered_at IS NOT NULL;
