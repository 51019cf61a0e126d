-- Who shows a token may read its conversation until it expires or is revoked. The token itself is nowhere.
CREATE TABLE conversation_share (
    token_hash      bytea       PRIMARY KEY, -- SHA-256
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    created_by      uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_share_conversation ON conversation_share (account_id, conversation_id);
CREATE INDEX conversation_share_expiry ON conversation_share (expires_at);
