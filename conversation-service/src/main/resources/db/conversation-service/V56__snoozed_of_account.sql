-- The counters and the list of what sleeps ask per account, and few conversations sleep: without this each question read
-- the whole table.
CREATE INDEX conversation_asleep ON conversation (account_id, last_activity_at DESC, id DESC) INCLUDE (assignee_id)
    WHERE status = 'snoozed' AND archived_at IS NULL;
