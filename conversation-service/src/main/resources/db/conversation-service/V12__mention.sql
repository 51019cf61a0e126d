-- A message that was taken back keeps its place, without its words.
ALTER TABLE message ADD COLUMN deleted_at timestamptz;

-- Colleagues whom a message names, and when each of them has read on.
CREATE TABLE mention (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    message_id      uuid        NOT NULL,
    user_id         uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    seen_at         timestamptz,
    PRIMARY KEY (account_id, message_id, user_id),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id) ON DELETE CASCADE
);
CREATE INDEX mention_conversation ON mention (account_id, conversation_id);
CREATE INDEX mention_user ON mention (account_id, user_id, conversation_id);
CREATE INDEX mention_unseen ON mention (account_id, user_id, conversation_id) WHERE seen_at IS NULL;
