-- An account's agreement with GitHub. Settings hold its tokens and are sealed.
CREATE TABLE github_connection (
    account_id uuid PRIMARY KEY,
    id         uuid        NOT NULL UNIQUE,
    login      text        NOT NULL,
    settings   text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Issues that belong to conversations.
CREATE TABLE github_link (
    id              uuid PRIMARY KEY,
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    repo            text        NOT NULL, -- owner/name, in lower case
    number          integer     NOT NULL,
    title           text        NOT NULL,
    url             text        NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    UNIQUE (account_id, conversation_id, repo, number)
);
CREATE INDEX github_link_issue ON github_link (repo, number);

-- Webhooks of GitHub that were taken; each once.
CREATE TABLE github_delivery (
    id          text PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX github_delivery_received_at ON github_delivery (received_at);
