-- Customers whose data was to be removed, and what each service has removed of them since.
CREATE TABLE erasure (
    account_id   uuid        NOT NULL,
    customer_id  uuid        NOT NULL,
    requested_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, customer_id)
);

CREATE TABLE erasure_part (
    event_id     uuid PRIMARY KEY,
    account_id   uuid        NOT NULL,
    customer_id  uuid        NOT NULL,
    service      text        NOT NULL,
    removed      text        NOT NULL, -- JSON: rows by what they were
    completed_at timestamptz NOT NULL
);
CREATE INDEX erasure_part_customer ON erasure_part (account_id, customer_id, completed_at, event_id);
