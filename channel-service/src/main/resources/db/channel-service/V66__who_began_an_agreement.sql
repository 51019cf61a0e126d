-- Provider, account, who began and inbox, as JSON; absent where the version before began it.
ALTER TABLE oauth_state ADD COLUMN begun jsonb;
