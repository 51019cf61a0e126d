-- Voice messages that wait to be listened to. Workers take them in order per conversation; a lease that runs out gives
-- the message of a killed worker to the next one. The row's id is the event id of the outcome.
CREATE TABLE transcription_job (
    id              uuid PRIMARY KEY,
    position        bigint GENERATED ALWAYS AS IDENTITY,
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    message_id      uuid        NOT NULL UNIQUE,
    message         text        NOT NULL, -- the fact, as JSON
    traceparent     text        NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    leased_until    timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX transcription_job_order ON transcription_job (conversation_id, position);
CREATE INDEX transcription_job_position ON transcription_job (position);
