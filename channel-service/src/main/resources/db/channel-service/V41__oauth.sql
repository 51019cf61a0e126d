-- Agreements with providers that somebody has begun; each is used once.
CREATE TABLE oauth_state (
    id         uuid PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX oauth_state_expires_at ON oauth_state (expires_at);
