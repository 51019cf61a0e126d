-- Sites whose pages become articles. A worker leases a row; one that runs out goes to the next worker, who begins anew:
-- a page that is kept already changes nothing.
CREATE TABLE sitemap_import (
    id           uuid PRIMARY KEY,
    account_id   uuid        NOT NULL,
    url          text        NOT NULL CHECK (length(url) <= 2000),
    category     text CHECK (length(category) <= 80),
    status       text        NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'done', 'failed')),
    reason       text, -- of a failure
    kept         int         NOT NULL DEFAULT 0,
    skipped      text[]      NOT NULL DEFAULT '{}', -- addresses, each with its reason
    attempts     int         NOT NULL DEFAULT 0,
    leased_until timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sitemap_import_waiting ON sitemap_import (created_at) WHERE status = 'waiting';
CREATE INDEX sitemap_import_account ON sitemap_import (account_id) WHERE status = 'waiting';
