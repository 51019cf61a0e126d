-- Files whose bytes lie in the blob store under the same id.
CREATE TABLE file (
    account_id   uuid        NOT NULL,
    id           uuid        NOT NULL,
    name         text        NOT NULL,
    content_type text        NOT NULL,
    bytes        bigint      NOT NULL CHECK (bytes >= 0),
    uploaded_by  text,                 -- null for what came by a channel
    attached     boolean     NOT NULL, -- to a message, for good
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);

-- Which messages hold a file; a channel may bring the same bytes twice.
CREATE TABLE file_use (
    account_id      uuid NOT NULL,
    file_id         uuid NOT NULL,
    message_id      uuid NOT NULL,
    conversation_id uuid NOT NULL,
    PRIMARY KEY (account_id, file_id, message_id),
    FOREIGN KEY (account_id, file_id) REFERENCES file (account_id, id) ON DELETE CASCADE
);
CREATE INDEX file_use_message ON file_use (account_id, message_id);
CREATE INDEX file_use_conversation ON file_use (account_id, conversation_id);

-- When bytes are to go unless a message holds them by then. A row stands before its bytes do, so that none are forgotten.
CREATE TABLE file_expiry (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    due_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id)
);
CREATE INDEX file_expiry_due ON file_expiry (due_at);

-- How many bytes an account's uploads take.
CREATE TABLE file_usage (
    account_id uuid   PRIMARY KEY,
    bytes      bigint NOT NULL
) WITH (fillfactor = 50);
