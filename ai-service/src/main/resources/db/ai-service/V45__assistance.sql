-- What language models have cost when they helped agents: part of the account's budget for the day. No text is kept.
CREATE TABLE assistance (
    id            uuid PRIMARY KEY,
    account_id    uuid        NOT NULL,
    user_id       uuid, -- null where a server asked
    kind          text        NOT NULL CHECK (kind IN ('suggestion', 'summary', 'rewrite', 'translation')),
    model         text        NOT NULL,
    input_tokens  int         NOT NULL,
    output_tokens int         NOT NULL,
    cost_micros   bigint      NOT NULL CHECK (cost_micros >= 0),
    created_at    timestamptz NOT NULL
);
CREATE INDEX assistance_spent ON assistance (account_id, created_at);
