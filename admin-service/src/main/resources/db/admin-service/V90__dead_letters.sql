-- Facts that a consumer could not take, copied from the dead-letter topics of all services, and what became of each.
CREATE TABLE dead_letter (
    id             uuid PRIMARY KEY,
    account_id     uuid, -- null where the fact does not tell: only the installation's operator sees it
    topic          text        NOT NULL,
    consumer_group text        NOT NULL,
    dead_offset    bigint      NOT NULL,
    died_at        timestamptz NOT NULL,
    event_id       text,
    type           text,
    cause          text        NOT NULL,
    key            bytea,
    value          bytea,
    trace          text,
    state          text        NOT NULL DEFAULT 'dead' CHECK (state IN ('dead', 'replayed', 'discarded')),
    decided_at     timestamptz,
    -- with the time, because a new Kafka counts from 0 again
    UNIQUE (topic, consumer_group, dead_offset, died_at)
);
CREATE INDEX dead_letter_of_account ON dead_letter (account_id, id);
CREATE INDEX dead_letter_decided ON dead_letter (decided_at) WHERE decided_at IS NOT NULL;
