-- What an account's outside bot signs its hand-overs with, sealed.
CREATE TABLE chatbot (
    account_id uuid PRIMARY KEY,
    secret     text        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
