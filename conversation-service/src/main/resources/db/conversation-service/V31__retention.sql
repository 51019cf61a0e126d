-- How long an inbox keeps what was said after a conversation is closed, and what happens then: `erase` removes its
-- messages, `anonymise` leaves of each only who spoke and when.
CREATE TABLE retention_policy (
    account_id uuid        NOT NULL,
    inbox_id   uuid        NOT NULL,
    days       int         NOT NULL CHECK (days BETWEEN 1 AND 3650),
    action     text        NOT NULL CHECK (action IN ('erase', 'anonymise')),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, inbox_id)
);

ALTER TABLE conversation ADD COLUMN expired_at timestamptz; -- when its texts were removed
CREATE INDEX conversation_expiring ON conversation (account_id, inbox_id, closed_at)
    WHERE closed_at IS NOT NULL AND expired_at IS NULL;
