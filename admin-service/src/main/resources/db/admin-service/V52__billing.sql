-- What Stripe says of its customers' subscriptions, by customer: an event may come before it is known whose it is.
CREATE TABLE billing (
    customer             text PRIMARY KEY, -- cus_…
    account_id           uuid REFERENCES account,
    linked_at            timestamptz,      -- the time of the event that named the account
    subscription         text,             -- sub_…
    begun_at             timestamptz,      -- when Stripe made the subscription
    plan                 text,
    status               text,
    current_period_end   timestamptz,
    cancel_at_period_end boolean NOT NULL DEFAULT false,
    as_of                timestamptz,      -- the time of the newest event that was told of it
    deleted              boolean NOT NULL DEFAULT false
);
CREATE INDEX billing_account ON billing (account_id, begun_at DESC);

-- Each event has one effect however often it is sent; kept for longer than Stripe repeats one.
CREATE TABLE billing_event (
    id          text PRIMARY KEY,
    received_at timestamptz NOT NULL
);
CREATE INDEX billing_event_received ON billing_event (received_at);
