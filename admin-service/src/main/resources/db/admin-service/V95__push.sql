-- The installation's key pair for web push (RFC 8292): one row, its private half sealed.
CREATE TABLE push_key (
    one         boolean PRIMARY KEY DEFAULT true CHECK (one),
    public_key  text NOT NULL,
    private_key text NOT NULL
);

-- Browsers that asked to be told; each belongs to the login that it was asked in, and goes with it. Its address and keys
-- are sealed; whoever has them can write to the browser.
CREATE TABLE push_device (
    id          uuid PRIMARY KEY,
    account_id  uuid        NOT NULL,
    user_id     uuid        NOT NULL REFERENCES app_user (id) ON DELETE CASCADE,
    session_id  uuid        NOT NULL REFERENCES auth_session (id) ON DELETE CASCADE,
    address_key text        NOT NULL UNIQUE, -- a hash of the address
    address     text        NOT NULL,
    assigned    boolean     NOT NULL,
    mentioned   boolean     NOT NULL,
    unassigned  boolean     NOT NULL,
    created_at  timestamptz NOT NULL
);
CREATE INDEX push_device_account ON push_device (account_id);
CREATE INDEX push_device_user ON push_device (user_id);
CREATE INDEX push_device_session ON push_device (session_id);

-- What waits to be told, of each conversation and kind once.
CREATE TABLE push_job (
    id              uuid PRIMARY KEY,
    device_id       uuid        NOT NULL REFERENCES push_device (id) ON DELETE CASCADE,
    conversation_id uuid        NOT NULL,
    kind            text        NOT NULL,
    sentence        text        NOT NULL,
    attempts        int         NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL DEFAULT now(),
    UNIQUE (device_id, conversation_id, kind)
);
CREATE INDEX push_job_due ON push_job (due_at);
