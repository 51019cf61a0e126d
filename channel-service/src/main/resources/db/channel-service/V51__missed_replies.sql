-- A thread of mails may continue a chat: then this is the chat's address, JSON, and answers go there.
ALTER TABLE mail_thread ADD COLUMN address text;
CREATE UNIQUE INDEX mail_thread_chat ON mail_thread (inbox_id, correspondent, address) WHERE address IS NOT NULL;

-- How customers can be told what they have missed.
CREATE TABLE visitor_contact (
    customer_id uuid PRIMARY KEY,
    account_id  uuid NOT NULL,
    email       text NOT NULL
);

-- Replies in chats that nobody has seen yet; and those that are just being sent by mail.
CREATE TABLE missed_reply (
    conversation_id uuid        NOT NULL,
    state           text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending')),
    account_id      uuid        NOT NULL,
    customer_id     uuid        NOT NULL,
    address         text        NOT NULL,
    body            text        NOT NULL,
    last_seq        bigint      NOT NULL,
    automatic       boolean     NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, state)
);
CREATE INDEX missed_reply_due ON missed_reply (due_at);

-- How far each chat was seen by its visitor lately.
CREATE TABLE chat_seen (
    conversation_id uuid PRIMARY KEY,
    seq             bigint      NOT NULL,
    seen_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX chat_seen_at ON chat_seen (seen_at);
