-- A client's ids are unique at its address, the thread included: a visitor that proves who it is has one identity in
-- all of its sessions, and each session counts its messages from the start.
UPDATE message_key k
SET scope = c.channel || ':' || c.inbox_id || ':' || octet_length(c.identity) || ':' || c.identity || ':' || c.thread
FROM conversation c
WHERE c.account_id = k.account_id AND c.id = k.conversation_id
    AND c.channel IN ('web', 'api') AND k.scope = c.channel || ':' || c.identity;
