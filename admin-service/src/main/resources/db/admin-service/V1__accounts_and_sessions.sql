CREATE TABLE account (
    id         uuid PRIMARY KEY,
    name       text        NOT NULL,
    active     boolean     NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE app_user (
    id            uuid PRIMARY KEY,
    account_id    uuid        NOT NULL REFERENCES account,
    number        integer     NOT NULL GENERATED ALWAYS AS IDENTITY UNIQUE,
    name          text        NOT NULL,
    email         text        NOT NULL CHECK (email = lower(email)),
    role          text        NOT NULL CHECK (role IN ('owner', 'admin', 'agent', 'viewer')),
    password_hash text, -- null cannot log in
    active        boolean     NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_login_at timestamptz
);
-- a login names no account, so an e-mail address has one user in the installation
CREATE UNIQUE INDEX app_user_email ON app_user (email);
CREATE INDEX app_user_account ON app_user (account_id, number);

CREATE TABLE inbox_settings (
    id                    uuid PRIMARY KEY,
    account_id            uuid    NOT NULL REFERENCES account,
    name                  text    NOT NULL,
    channel               text    NOT NULL,
    responder             text    NOT NULL CHECK (responder IN ('none', 'ai', 'bot')),
    widget_token_required boolean NOT NULL,
    allowed_origins       text[]  NOT NULL
);
CREATE INDEX inbox_settings_account ON inbox_settings (account_id);

-- The key itself is shown once and never stored.
CREATE TABLE api_key (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    hash       text        NOT NULL UNIQUE,
    prefix     text        NOT NULL,
    kind       text        NOT NULL CHECK (kind IN ('publishable', 'secret', 'personal')),
    inbox_id   uuid REFERENCES inbox_settings,
    scopes     text[]      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX api_key_account ON api_key (account_id);

CREATE TABLE auth_session (
    id         uuid PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    user_id    uuid        NOT NULL REFERENCES app_user,
    renew_hash text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX auth_session_user ON auth_session (user_id);

-- Log-in attempts by a keyed hash of the e-mail address: bounded whatever addresses are tried.
CREATE TABLE login_attempts (
    bucket   integer PRIMARY KEY CHECK (bucket BETWEEN 0 AND 65535),
    attempts integer     NOT NULL,
    since    timestamptz NOT NULL
);
