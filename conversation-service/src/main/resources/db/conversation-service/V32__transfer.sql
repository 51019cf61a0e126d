-- Under which id something stands here that another system called by its own.
CREATE TABLE imported (
    account_id  uuid NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('customer', 'conversation')),
    external_id text NOT NULL CHECK (octet_length(external_id) <= 500),
    id          uuid NOT NULL,
    PRIMARY KEY (account_id, kind, external_id)
);

-- History has months of its own too. One whose messages stand in message_unplanned already stays there.
CREATE FUNCTION ensure_message_months(moments timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    month timestamp;
    name  text;
BEGIN
    FOR month IN SELECT DISTINCT date_trunc('month', m AT TIME ZONE 'UTC') FROM unnest(moments) AS t (m) LOOP
        name := 'message_' || to_char(month, 'YYYY_MM');
        IF to_regclass(name) IS NULL THEN
            PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.message'));
            BEGIN
                EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF message FOR VALUES FROM (%L) TO (%L)',
                    name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
            EXCEPTION WHEN check_violation THEN
                RAISE WARNING '% is not made: %', name, SQLERRM;
            END;
        END IF;
    END LOOP;
END $$;
