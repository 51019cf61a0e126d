-- What a mailbox is read through, and whether its provider has ended the agreement.
ALTER TABLE mailbox ADD COLUMN provider text NOT NULL DEFAULT 'email';
ALTER TABLE mailbox ALTER COLUMN provider DROP DEFAULT;
ALTER TABLE mailbox ADD COLUMN ended boolean NOT NULL DEFAULT false;

-- The thread at Gmail that a thread of mails goes on in.
CREATE TABLE gmail_thread (
    thread_id text PRIMARY KEY REFERENCES mail_thread (id) ON DELETE CASCADE,
    gmail_id  text NOT NULL
);
