-- A message that goes out in one piece keeps its files together; and whether a person wrote it.
ALTER TABLE delivery ADD COLUMN files text;
ALTER TABLE delivery ADD COLUMN automatic boolean NOT NULL DEFAULT false;

-- Mails that belong together. The id is the token of their plus-addresses; a bare one is of a conversation that no mail
-- began.
CREATE TABLE mail_thread (
    id            text PRIMARY KEY,
    account_id    uuid        NOT NULL,
    inbox_id      uuid        NOT NULL,
    correspondent text        NOT NULL,
    subject       text        NOT NULL,
    bare          boolean     NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX mail_thread_bare ON mail_thread (inbox_id, correspondent) WHERE bare;
CREATE INDEX mail_thread_correspondent ON mail_thread (inbox_id, correspondent, updated_at);

-- Every mail of a thread by its Message-ID; ours have no sender.
CREATE TABLE mail_message (
    inbox_id   uuid        NOT NULL,
    message_id text        NOT NULL,
    account_id uuid        NOT NULL,
    thread_id  text        NOT NULL REFERENCES mail_thread (id) ON DELETE CASCADE,
    sender     text,
    number     bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (inbox_id, message_id)
);
CREATE INDEX mail_message_thread ON mail_message (thread_id, number);
CREATE INDEX mail_message_sender ON mail_message (inbox_id, sender, created_at);

-- Who may add to a thread: who wrote in it, or was written to.
CREATE TABLE mail_participant (
    thread_id text NOT NULL REFERENCES mail_thread (id) ON DELETE CASCADE,
    address   text NOT NULL,
    PRIMARY KEY (thread_id, address)
);

-- How far a mailbox is read, whether it is to be read, and how the last look into it went.
CREATE TABLE mailbox (
    inbox_id     uuid PRIMARY KEY REFERENCES provider_account (inbox_id) ON DELETE CASCADE,
    account_id   uuid        NOT NULL,
    external_id  text        NOT NULL,
    listening    boolean     NOT NULL DEFAULT true,
    uid_validity bigint,
    last_uid     bigint      NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    checked_at   timestamptz,
    failures     integer     NOT NULL DEFAULT 0,
    error        text,
    error_at     timestamptz,
    backlog      bigint      NOT NULL DEFAULT 0
);
CREATE INDEX mailbox_due ON mailbox (due_at) WHERE listening;
