-- GitHub does not repeat a webhook that was not taken: the state of a linked issue is looked up once in a while.
ALTER TABLE github_link
    ADD COLUMN state     text, -- open or closed, as the conversation knows it; unknown for links from before
    ADD COLUMN looked_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX github_link_looked_at ON github_link (looked_at);
