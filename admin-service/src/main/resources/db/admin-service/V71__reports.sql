-- Reports by quarter hour, inbox, channel and agent. A conversation has a share in each figure, which follows from its
-- row alone; a figure's cell is the sum of the shares, and is kept when the row goes.
ALTER TABLE conversation_moments
    DROP COLUMN conversations, DROP COLUMN ai_resolved, DROP COLUMN handovers, DROP COLUMN response_ms,
    DROP COLUMN resolution_ms, DROP COLUMN hour,
    ADD COLUMN inbox_id uuid,
    ADD COLUMN person_answered_at timestamptz,
    ADD COLUMN agent_id uuid,
    ADD COLUMN agent_version bigint,
    ADD COLUMN handover_reason text,
    ADD COLUMN reason_at timestamptz,
    ADD COLUMN intent_at timestamptz,
    ADD COLUMN rating smallint,
    ADD COLUMN rated_at timestamptz,
    ADD COLUMN told_at timestamptz NOT NULL DEFAULT now(),
    -- every time zone's hours and days begin with a quarter
    ADD COLUMN slot timestamptz GENERATED ALWAYS AS
        (date_bin(interval '15 minutes', started_at, timestamptz '2000-01-01 00:00:00+00')) STORED;
CREATE INDEX conversation_moments_started ON conversation_moments (account_id, started_at, conversation_id);
CREATE INDEX conversation_moments_told ON conversation_moments (told_at);

CREATE TABLE report_cell (
    account_id uuid        NOT NULL,
    slot       timestamptz NOT NULL,
    inbox_id   uuid        NOT NULL, -- nil where it is not known
    channel    text        NOT NULL,
    agent_id   uuid        NOT NULL, -- nil where no person had the conversation
    measure    text        NOT NULL,
    bucket     text        NOT NULL,
    n          bigint      NOT NULL,
    total      bigint      NOT NULL,
    PRIMARY KEY (account_id, slot, inbox_id, channel, agent_id, measure, bucket)
);

-- Who counts holds an account's row shared, who rebuilds holds it alone. Cells before `floor` have no rows any more.
CREATE TABLE report_account (
    account_id uuid PRIMARY KEY,
    floor      timestamptz NOT NULL DEFAULT '-infinity',
    rebuilt_at timestamptz
);

-- The bucket of a duration: each is a tenth wider than the one before, 1 ms to 400 days in 257 of them.
CREATE FUNCTION report_bucket(took interval) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT ceil(ln(greatest(1000 * extract(epoch FROM took), 1)::float8) / ln(1.1::float8))::int::text
$$;

CREATE FUNCTION report_millis(took interval) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT round(1000 * extract(epoch FROM took))::bigint
$$;

-- What one conversation adds to the figures.
CREATE FUNCTION report_shares(c conversation_moments)
    RETURNS TABLE (account_id uuid, slot timestamptz, inbox_id uuid, channel text, agent_id uuid, measure text,
        bucket text, n bigint, total bigint)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT c.account_id, c.slot, coalesce(c.inbox_id, '00000000-0000-0000-0000-000000000000'),
        coalesce(c.channel, 'unknown'), coalesce(c.agent_id, '00000000-0000-0000-0000-000000000000'),
        s.measure, s.bucket, 1, s.total
    FROM (VALUES
        ('conversations', '', 0::bigint, true),
        ('ai_resolved', '', 0, c.bot_answered AND c.handed_over_at IS NULL),
        ('handovers', coalesce(c.handover_reason, 'unknown'), 0, c.handed_over_at IS NOT NULL),
        ('first_response', report_bucket(c.answered_at - c.asked_at), report_millis(c.answered_at - c.asked_at),
            c.answered_at >= c.asked_at),
        ('agent_response', report_bucket(c.person_answered_at - c.handed_over_at),
            report_millis(c.person_answered_at - c.handed_over_at), c.person_answered_at >= c.handed_over_at),
        ('resolution', report_bucket(c.resolved_at - c.started_at), report_millis(c.resolved_at - c.started_at),
            c.resolved_at >= c.started_at),
        ('rating', c.rating::text, c.rating::bigint, c.rating IS NOT NULL),
        ('intent', c.intent, CASE WHEN c.bot_answered AND c.handed_over_at IS NULL THEN 1 ELSE 0 END,
            c.intent IS NOT NULL)
    ) AS s (measure, bucket, total, counts)
    WHERE c.slot IS NOT NULL AND s.counts
$$;

INSERT INTO report_account (account_id) SELECT DISTINCT account_id FROM conversation_moments;
INSERT INTO report_cell
SELECT s.account_id, s.slot, s.inbox_id, s.channel, s.agent_id, s.measure, s.bucket, sum(s.n), sum(s.total)
FROM conversation_moments c, report_shares(c) s GROUP BY 1, 2, 3, 4, 5, 6, 7;
DROP TABLE analytics_hour, analytics_intent_hour;
