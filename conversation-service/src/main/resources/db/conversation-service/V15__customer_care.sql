-- What pages and the desk know of a customer beside its profile: visit, metadata, custom attributes, tags. Null for the
-- many who have none of it.
ALTER TABLE customer
    ADD COLUMN details     jsonb,
    ADD COLUMN blocked_at  timestamptz,
    ADD COLUMN merged_into uuid, -- whose identities and conversations this one's are now
    ADD COLUMN erased_at   timestamptz,
    ADD FOREIGN KEY (account_id, merged_into) REFERENCES customer (account_id, id);

-- The customer by whom an identity was first met, where a merge has moved it.
ALTER TABLE customer_identity ADD COLUMN met_as uuid;

-- In which the desk searches; every word begins after a space.
CREATE FUNCTION customer_text(name text, email text, phone text, external_id text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN lower(' ' || coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' '
        || coalesce(external_id, ''));
CREATE INDEX customer_search ON customer
    USING gin (customer_text(name, email, phone, external_id) public.gin_trgm_ops)
    WHERE merged_into IS NULL AND erased_at IS NULL;

-- Tags with their account: those of two accounts share no entry.
CREATE FUNCTION customer_tags(account_id uuid, details jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (SELECT array_agg(account_id::text || ':' || tag) FROM jsonb_array_elements_text(details -> 'tags') AS tag);
CREATE INDEX customer_tagged ON customer USING gin (customer_tags(account_id, details))
    WHERE merged_into IS NULL AND erased_at IS NULL AND details -> 'tags' IS NOT NULL;

CREATE INDEX customer_blocked ON customer (account_id, id) WHERE blocked_at IS NOT NULL;
CREATE INDEX customer_merged ON customer (account_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_by_external_id ON customer (account_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_by_email ON customer (account_id, lower(email)) WHERE email IS NOT NULL;

-- Which custom attributes an account's customers have.
CREATE TABLE customer_attribute (
    account_id uuid        NOT NULL,
    key        text        NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,49}$'),
    label      text        NOT NULL,
    type       text        NOT NULL CHECK (type IN ('text', 'number', 'boolean', 'date', 'list')),
    options    jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
);
