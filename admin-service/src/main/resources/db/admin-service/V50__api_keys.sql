ALTER TABLE api_key
    ADD COLUMN name         text NOT NULL DEFAULT 'API key',
    ADD COLUMN user_id      uuid REFERENCES app_user ON DELETE CASCADE, -- whom a personal key acts as
    ADD COLUMN expires_at   timestamptz,
    ADD COLUMN revoked_at   timestamptz,
    ADD COLUMN last_used_at timestamptz,
    ADD COLUMN replaced_by  uuid,
    ADD CHECK ((kind = 'personal') = (user_id IS NOT NULL)) NOT VALID;
CREATE INDEX api_key_expiring ON api_key (expires_at) WHERE revoked_at IS NULL AND expires_at IS NOT NULL;

-- Scopes were kept and not looked at: what a server could do with a key of before, it still can.
UPDATE api_key SET scopes = '{*}' WHERE kind <> 'publishable' AND NOT scopes @> '{*}';
INSERT INTO outbox (event_id, account_id, topic, key, type, payload, occurred_at)
SELECT e.id, k.account_id, 'account.updated', 'api_key:' || k.id, 'api_key.state.v1',
       json_build_object('type', 'api_key.state.v1', 'eventId', e.id, 'accountId', k.account_id,
           'occurredAt', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'keyId', k.id,
           'hash', k.hash, 'kind', k.kind, 'scopes', k.scopes, 'active', true)::text, now()
FROM api_key k CROSS JOIN LATERAL (SELECT gen_random_uuid() AS id WHERE k.id IS NOT NULL) e
WHERE k.kind = 'secret';
