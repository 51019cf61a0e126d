-- A user who is deleted keeps its row, so that what it wrote keeps its author; its address is free again.
ALTER TABLE app_user ADD COLUMN deleted_at timestamptz;
DROP INDEX app_user_email;
CREATE UNIQUE INDEX app_user_email ON app_user (email) WHERE deleted_at IS NULL;

-- Mail on its way. `letter` is sealed, and emptied when the mail is sent or given up.
CREATE TABLE mail_job (
    id         uuid PRIMARY KEY,
    letter     text        NOT NULL,
    state      text        NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
    reason     text        NOT NULL DEFAULT '',
    attempts   integer     NOT NULL DEFAULT 0,
    due_at     timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz
);
CREATE INDEX mail_job_due ON mail_job (due_at) WHERE state = 'queued';
CREATE INDEX mail_job_ended ON mail_job (ended_at) WHERE ended_at IS NOT NULL;

-- The token itself is in the mail only.
CREATE TABLE invitation (
    id          uuid PRIMARY KEY,
    account_id  uuid        NOT NULL REFERENCES account,
    email       text        NOT NULL CHECK (email = lower(email)),
    role        text        NOT NULL CHECK (role IN ('owner', 'admin', 'agent', 'viewer')),
    token_hash  text        NOT NULL UNIQUE,
    mail_id     uuid        NOT NULL,
    invited_by  uuid        NOT NULL REFERENCES app_user,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at  timestamptz
);
CREATE INDEX invitation_account ON invitation (account_id, id);

-- A reset for an address that nobody has names no user and opens nothing.
CREATE TABLE password_reset (
    token_hash text PRIMARY KEY,
    user_id    uuid REFERENCES app_user,
    expires_at timestamptz NOT NULL
);
CREATE INDEX password_reset_user ON password_reset (user_id);
CREATE INDEX password_reset_expires ON password_reset (expires_at);

ALTER TABLE auth_session
    ADD COLUMN device text NOT NULL DEFAULT '', -- what the client calls itself
    ADD COLUMN address text NOT NULL DEFAULT '',
    ADD COLUMN last_seen_at timestamptz;

-- Logins that ended before their token did; when that runs out, their fact is taken off the compacted topic.
CREATE TABLE revoked_session (
    session_id uuid PRIMARY KEY,
    account_id uuid        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX revoked_session_expires ON revoked_session (expires_at);
