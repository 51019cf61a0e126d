-- Conversations that were erased: a fact of them that comes late is not remembered any more.
CREATE TABLE erased_conversation (
    conversation_id uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    erased_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX turn_customer ON turn (account_id, customer_id);
