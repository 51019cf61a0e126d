-- A question that waits for its outcome, or is worked on until its lease ends. The outcome's event id is fixed here, so
-- that a question worked on twice has one outcome.
CREATE TABLE answer_job (
    account_id      uuid        NOT NULL,
    question_id     uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    position        bigint      GENERATED ALWAYS AS IDENTITY,
    outcome_id      uuid        NOT NULL,
    context         text        NOT NULL,
    traceparent     text        NOT NULL,
    received_at     timestamptz NOT NULL DEFAULT now(),
    lease           uuid,
    leased_until    timestamptz,
    PRIMARY KEY (account_id, question_id),
    CHECK ((lease IS NULL) = (leased_until IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
CREATE UNIQUE INDEX answer_job_position ON answer_job (position);
CREATE INDEX answer_job_order ON answer_job (account_id, conversation_id, position);

-- What was decided, and on which evidence.
CREATE TABLE answer (
    account_id      uuid             NOT NULL,
    question_id     uuid             NOT NULL,
    conversation_id uuid             NOT NULL,
    customer_id     uuid             NOT NULL,
    outcome_id      uuid             NOT NULL,
    decision        text             NOT NULL CHECK (decision IN ('reply', 'handover')),
    reason          text             CHECK ((reason IS NULL) = (decision = 'reply')), -- of a hand-over
    detail          text,
    body            text             CHECK ((body IS NULL) = (decision = 'handover')), -- of a reply
    intent          text,
    confidence      double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    entities        jsonb            NOT NULL,
    passages        jsonb            NOT NULL,
    model           text             NOT NULL,
    latency_ms      int              NOT NULL CHECK (latency_ms >= 0),
    cost            numeric(12, 6)   NOT NULL CHECK (cost >= 0),
    answered_at     timestamptz      NOT NULL,
    PRIMARY KEY (account_id, question_id)
);
CREATE INDEX answer_conversation ON answer (account_id, conversation_id, answered_at);
CREATE INDEX answer_customer ON answer (account_id, customer_id);
