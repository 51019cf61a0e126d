-- Conversations that were erased: a fact of them that comes late makes no job and no answer any more.
CREATE TABLE erased_conversation (
    conversation_id uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    erased_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX answer_conversation ON answer (conversation_id);
CREATE INDEX answer_user ON answer (account_id, user_id);
