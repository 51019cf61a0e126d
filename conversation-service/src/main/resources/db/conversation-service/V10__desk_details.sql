-- What the desk notes on a conversation besides its state: how long it sleeps, and attributes of the business's own
-- (null is none). Attributes are no part of the rows that messages rewrite.
ALTER TABLE conversation ADD COLUMN snoozed_until timestamptz, ADD COLUMN attributes jsonb;

CREATE INDEX conversation_snoozed ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;
CREATE INDEX conversation_closed
    ON conversation (account_id, last_activity_at DESC, id DESC) WHERE archived_at IS NULL AND closed_at IS NOT NULL;
CREATE INDEX conversation_archived
    ON conversation (account_id, last_activity_at DESC, id DESC) WHERE archived_at IS NOT NULL;

-- The same index, with what the counters look at.
DROP INDEX conversation_unclosed;
CREATE INDEX conversation_unclosed
    ON conversation (account_id, last_activity_at DESC, id DESC) INCLUDE (inbox_id, assignee_id, priority, read)
    WHERE archived_at IS NULL AND closed_at IS NULL;
