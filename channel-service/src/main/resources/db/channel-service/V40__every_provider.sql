-- Raw webhooks rest sealed; `body` holds those of before.
ALTER TABLE inbound_webhook ALTER COLUMN body SET DEFAULT '';
ALTER TABLE inbound_webhook ADD COLUMN provider text;
ALTER TABLE inbound_webhook ADD COLUMN sealed text;
ALTER TABLE inbound_webhook ADD COLUMN replayed_at timestamptz;
CREATE INDEX inbound_webhook_account ON inbound_webhook (account_id, id);

-- What became of an event: told, fetching its files, told without those that could not be had, or found to be nothing.
ALTER TABLE inbound_event ADD COLUMN outcome text NOT NULL DEFAULT 'told'
    CHECK (outcome IN ('told', 'fetching', 'told_without_files', 'ignored'));
CREATE INDEX inbound_event_webhook ON inbound_event (webhook_id);

-- A message whose files are fetched before it is told; later ones of its sender wait behind it.
CREATE TABLE media_job (
    id                uuid PRIMARY KEY,
    account_id        uuid        NOT NULL,
    inbox_id          uuid        NOT NULL,
    provider_event_id text        NOT NULL,
    sender            text        NOT NULL,
    fact              text        NOT NULL,
    media             text        NOT NULL,
    traceparent       text        NOT NULL,
    attempts          integer     NOT NULL DEFAULT 0,
    due_at            timestamptz NOT NULL DEFAULT now(),
    leased_until      timestamptz
);
CREATE INDEX media_job_sender ON media_job (inbox_id, sender, id);

-- Threads, files, the provider's own request id, what to do about a failure; and messages that were sent directly,
-- which have a conversation only once conversation-service has recorded them.
ALTER TABLE delivery ALTER COLUMN conversation_id DROP NOT NULL;
ALTER TABLE delivery ALTER COLUMN message_id DROP NOT NULL;
ALTER TABLE delivery ADD COLUMN thread text;
ALTER TABLE delivery ADD COLUMN file text;
ALTER TABLE delivery ADD COLUMN request_id text;
ALTER TABLE delivery ADD COLUMN advice text;
ALTER TABLE delivery ADD COLUMN direct_key text;
CREATE UNIQUE INDEX delivery_direct ON delivery (inbox_id, direct_key) WHERE direct_key IS NOT NULL;
CREATE INDEX delivery_recipient ON delivery (inbox_id, recipient) WHERE state IN ('unknown', 'sent', 'delivered');

-- Every step of a delivery, whoever took it.
CREATE TABLE delivery_step (
    delivery_id uuid        NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
    number      bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    state       text        NOT NULL,
    reason      text,
    request_id  text,
    PRIMARY KEY (delivery_id, number)
);
CREATE FUNCTION keep_delivery_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO delivery_step (delivery_id, state) VALUES (NEW.id, 'accepted');
        INSERT INTO delivery_step (delivery_id, state, reason) VALUES (NEW.id, NEW.state, NEW.reason);
    ELSIF NEW.state IS DISTINCT FROM OLD.state THEN
        INSERT INTO delivery_step (delivery_id, state, reason, request_id)
        VALUES (NEW.id, CASE NEW.state WHEN 'calling' THEN 'handed_over' ELSE NEW.state END, NEW.reason,
            NEW.request_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER delivery_step AFTER INSERT OR UPDATE ON delivery
    FOR EACH ROW EXECUTE FUNCTION keep_delivery_step();
