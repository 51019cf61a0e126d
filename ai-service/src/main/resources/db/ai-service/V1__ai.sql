-- Questions that wait for an answer. Workers take them in order per conversation; a lease that runs out gives the
-- question of a killed worker to the next one. The row's id is the event id of the outcome.
CREATE TABLE answer_job (
    id              uuid PRIMARY KEY,
    position        bigint GENERATED ALWAYS AS IDENTITY,
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    question_id     uuid        NOT NULL UNIQUE,
    context         text        NOT NULL, -- the fact, as JSON
    traceparent     text        NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    leased_until    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX answer_job_order ON answer_job (conversation_id, position);
CREATE INDEX answer_job_position ON answer_job (position);

-- What was decided on each question, and on what evidence.
CREATE TABLE answer (
    id              uuid PRIMARY KEY,
    account_id      uuid             NOT NULL,
    conversation_id uuid             NOT NULL,
    question_id     uuid             NOT NULL UNIQUE,
    session_id      text             NOT NULL,
    user_id         text             NOT NULL,
    channel         text             NOT NULL,
    question        text             NOT NULL,
    reason          text, -- of the hand-over; null where the bot answered
    detail          text,
    body            text,
    intent          text,
    entities        text[]           NOT NULL,
    confidence      double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
    passages        text             NOT NULL, -- JSON: the sources with their relevance, best first
    model           text             NOT NULL,
    latency_ms      bigint           NOT NULL,
    created_at      timestamptz      NOT NULL,
    CHECK ((reason IS NULL) = (body IS NOT NULL))
);
CREATE INDEX answer_session ON answer (account_id, session_id, created_at);

CREATE TABLE session_reset (
    account_id uuid        NOT NULL,
    session_id text        NOT NULL,
    reset_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, session_id)
);
