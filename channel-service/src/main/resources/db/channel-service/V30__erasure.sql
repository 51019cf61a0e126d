-- Conversations that were erased: a message of them that comes late is not sent any more.
CREATE TABLE erased_conversation (
    conversation_id uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    erased_at       timestamptz NOT NULL DEFAULT now()
);

-- Who wrote what a webhook brought; null for those of before.
ALTER TABLE inbound_webhook ADD COLUMN senders text[];
CREATE INDEX inbound_webhook_senders ON inbound_webhook USING gin (senders);
CREATE INDEX delivery_conversation ON delivery (conversation_id);
