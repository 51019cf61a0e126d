ALTER TABLE inbox_settings
    ADD COLUMN created_at  timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN bot_secret  text, -- sealed
    ADD COLUMN widget      text NOT NULL DEFAULT '{}'; -- JSON, what differs from the default
