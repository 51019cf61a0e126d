-- `name_key` is the name as it is compared: in lower case and one normal form.
CREATE TABLE tag (
    account_id     uuid        NOT NULL,
    id             uuid        NOT NULL,
    name           text        NOT NULL,
    name_key       text        NOT NULL,
    description    text,
    color          text,
    creator_number int,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, name_key)
);

CREATE TABLE tagging (
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    tag_id          uuid        NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (account_id, conversation_id, tag_id),
    FOREIGN KEY (account_id, conversation_id) REFERENCES conversation (account_id, id) ON DELETE CASCADE,
    FOREIGN KEY (account_id, tag_id) REFERENCES tag (account_id, id) ON DELETE CASCADE
);
CREATE INDEX tagging_tag ON tagging (account_id, tag_id, conversation_id);
