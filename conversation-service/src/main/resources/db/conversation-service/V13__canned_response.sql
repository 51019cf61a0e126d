-- `shortcut_key` is the shortcut as it is compared.
CREATE TABLE canned_response (
    account_id     uuid        NOT NULL,
    id             uuid        NOT NULL,
    shortcut       text        NOT NULL,
    shortcut_key   text        NOT NULL,
    content        text        NOT NULL CHECK (octet_length(content) <= 65536),
    creator_number int,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, shortcut_key)
);
