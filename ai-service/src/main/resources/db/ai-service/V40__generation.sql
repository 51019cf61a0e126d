-- How each answer came about: the passages that were at hand, and where a language model was asked, what it was told
-- (personal data masked), what it wrote and what that cost, in millionths of a US dollar.
ALTER TABLE answer
    ADD COLUMN passage_texts text[] NOT NULL DEFAULT '{}',
    ADD COLUMN prompt text,
    ADD COLUMN written text,
    ADD COLUMN input_tokens int NOT NULL DEFAULT 0,
    ADD COLUMN output_tokens int NOT NULL DEFAULT 0,
    ADD COLUMN cost_micros bigint NOT NULL DEFAULT 0;
CREATE INDEX answer_spent ON answer (account_id, created_at) WHERE cost_micros > 0;
CREATE INDEX answer_conversation_order ON answer (account_id, conversation_id, id);
