-- A socket proves that it belongs to a conversation by both ids, whatever the account: one look-up, found or not.
CREATE INDEX conversation_member ON conversation (id, customer_id);
