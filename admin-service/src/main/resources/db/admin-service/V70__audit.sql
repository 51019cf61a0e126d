-- What was done in each account, each entry chained to the one before by its hash (docs/adr/0033).
CREATE TABLE audit_chain (
    account_id   uuid PRIMARY KEY,
    number       bigint NOT NULL, -- of the last entry
    hash         text   NOT NULL, -- of the last entry
    floor_number bigint NOT NULL, -- entries up to this one were kept long enough
    floor_hash   text   NOT NULL, -- of the last of them
    seal         text   NOT NULL, -- a keyed hash of this row; the key is not in the database
    CHECK (floor_number <= number)
);

-- `entry` is what was hashed, byte for byte; what is searched is derived from it and cannot say anything else.
CREATE TABLE audit_entry (
    account_id  uuid        NOT NULL REFERENCES audit_chain,
    number      bigint      NOT NULL CHECK (number > 0),
    occurred_at timestamptz NOT NULL,
    entry       text        NOT NULL,
    hash        text        NOT NULL,
    actor_id    text GENERATED ALWAYS AS ((entry::jsonb) -> 'actor' ->> 'id') STORED,
    action      text GENERATED ALWAYS AS ((entry::jsonb) ->> 'action') STORED,
    thing_type  text GENERATED ALWAYS AS ((entry::jsonb) -> 'thing' ->> 'type') STORED,
    thing_id    text GENERATED ALWAYS AS ((entry::jsonb) -> 'thing' ->> 'id') STORED,
    address     text GENERATED ALWAYS AS ((entry::jsonb) ->> 'address') STORED,
    PRIMARY KEY (account_id, number)
);
CREATE INDEX audit_entry_time ON audit_entry (account_id, occurred_at);
CREATE INDEX audit_entry_actor ON audit_entry (account_id, actor_id, number);
CREATE INDEX audit_entry_action ON audit_entry (account_id, action, number);
CREATE INDEX audit_entry_thing ON audit_entry (account_id, thing_id, number);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit_entry_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM audit_chain c WHERE c.account_id = OLD.account_id AND c.floor_number >= OLD.number) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION audit_chain_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.account_id = OLD.account_id AND NEW.number >= OLD.number AND NEW.floor_number >= OLD.floor_number THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the head of the audit log only goes forward' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_removed();
CREATE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_update BEFORE UPDATE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_chain_moved();
CREATE TRIGGER audit_chain_delete BEFORE DELETE ON audit_chain FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_chain_truncate BEFORE TRUNCATE ON audit_chain FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

-- From where each key has been used: only a new address is an entry.
CREATE TABLE key_address (
    account_id uuid        NOT NULL,
    key_id     text        NOT NULL,
    address    text        NOT NULL,
    first_seen timestamptz NOT NULL,
    PRIMARY KEY (account_id, key_id, address)
);
CREATE INDEX key_address_first_seen ON key_address (first_seen);
