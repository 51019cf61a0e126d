-- The knowledge base. Versions come from one sequence, so that they grow across the removal of an article too.
CREATE SEQUENCE article_version;

CREATE TABLE article (
    account_id uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    bigint      NOT NULL,
    title      text        NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    body       text        NOT NULL CHECK (length(body) <= 200000),
    category   text CHECK (length(category) <= 80),
    url        text CHECK (length(url) <= 2000),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, id)
);

CREATE TABLE chunk (
    account_id uuid NOT NULL,
    article_id uuid NOT NULL,
    ordinal    int  NOT NULL CHECK (ordinal >= 0),
    heading    text,
    text       text NOT NULL,
    PRIMARY KEY (account_id, article_id, ordinal),
    FOREIGN KEY (account_id, article_id) REFERENCES article ON DELETE CASCADE
);

-- Short-term memory: the last turns of each conversation.
CREATE TABLE turn (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    customer_id     uuid        NOT NULL,
    author          text        NOT NULL CHECK (author IN ('CUSTOMER', 'AGENT', 'BOT')),
    body            text        NOT NULL,
    said_at         timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);

-- What is remembered of a customer, by the id under which the account knows them.
CREATE TABLE memory (
    id            uuid PRIMARY KEY,
    account_id    uuid             NOT NULL,
    user_id       text             NOT NULL CHECK (length(user_id) BETWEEN 1 AND 200),
    type          text             NOT NULL CHECK (type IN ('long_term', 'short_term')),
    key           text             NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
    value         text             NOT NULL CHECK (length(value) <= 16384), -- JSON, as it was written
    importance    double precision NOT NULL CHECK (importance BETWEEN 0 AND 1),
    source        text,
    created_at    timestamptz      NOT NULL,
    last_accessed timestamptz      NOT NULL,
    expires_at    timestamptz,
    UNIQUE (account_id, user_id, type, key)
);
