-- Every provider with which an account agrees, not only GitHub. Settings hold its tokens and are sealed.
ALTER TABLE github_connection RENAME TO oauth_connection;
ALTER TABLE oauth_connection RENAME COLUMN login TO name;
ALTER TABLE oauth_connection ADD COLUMN provider text NOT NULL DEFAULT 'github', ADD COLUMN external_id text;
UPDATE oauth_connection SET external_id = name;
ALTER TABLE oauth_connection ALTER COLUMN provider DROP DEFAULT, ALTER COLUMN external_id SET NOT NULL,
    DROP CONSTRAINT github_connection_pkey, ADD PRIMARY KEY (account_id, provider);
CREATE INDEX oauth_connection_external_id ON oauth_connection (provider, external_id);

-- Customers that are kept alike with contacts of a CRM, as both have them. Due: to be sent there. Stale: to be read there.
CREATE TABLE crm_contact (
    account_id   uuid        NOT NULL,
    provider     text        NOT NULL,
    customer_id  uuid        NOT NULL,
    email        text        NOT NULL,
    name         text,
    phone        text,
    contact_id   text, -- the provider's
    state        text        NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'stale', 'kept', 'refused')),
    reason       text,
    revision     bigint      NOT NULL DEFAULT 0, -- tells a change during a call from none
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz,
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, provider, customer_id),
    FOREIGN KEY (account_id, provider) REFERENCES oauth_connection ON DELETE CASCADE
);
CREATE INDEX crm_contact_due ON crm_contact (due_at) WHERE state IN ('due', 'stale');
CREATE INDEX crm_contact_contact_id ON crm_contact (provider, contact_id);
