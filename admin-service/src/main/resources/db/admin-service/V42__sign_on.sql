CREATE TABLE sign_on_identity (
    issuer  text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL REFERENCES app_user,
    PRIMARY KEY (issuer, subject),
    UNIQUE (issuer, user_id)
);

-- A browser that was sent to the issuer. `verifier` is sealed.
CREATE TABLE sign_on_state (
    hash       text PRIMARY KEY,
    nonce      text        NOT NULL,
    verifier   text        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_on_state_expires ON sign_on_state (expires_at);

-- A browser that has come back.
CREATE TABLE sign_on_ticket (
    hash       text PRIMARY KEY,
    account_id uuid        NOT NULL,
    user_id    uuid        NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX sign_on_ticket_expires ON sign_on_ticket (expires_at);
