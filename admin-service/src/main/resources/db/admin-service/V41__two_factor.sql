-- `seed` is sealed. A factor that is not confirmed yet asks nobody for a code.
CREATE TABLE two_factor (
    user_id      uuid PRIMARY KEY REFERENCES app_user,
    seed         text        NOT NULL,
    confirmed_at timestamptz,
    last_step    bigint      NOT NULL DEFAULT 0 -- the 30 seconds whose code was used last
);

CREATE TABLE recovery_code (
    user_id uuid NOT NULL REFERENCES two_factor ON DELETE CASCADE,
    hash    text NOT NULL, -- keyed
    PRIMARY KEY (user_id, hash)
);

-- A password that was right, waiting for the second factor.
CREATE TABLE login_challenge (
    hash       text PRIMARY KEY,
    account_id uuid        NOT NULL REFERENCES account,
    user_id    uuid        NOT NULL REFERENCES app_user,
    expires_at timestamptz NOT NULL
);
CREATE INDEX login_challenge_expires ON login_challenge (expires_at);
