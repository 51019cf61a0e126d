-- Full text over all messages, beside the way of every message: recording one only leaves its key in `search_queue`,
-- and `index_messages` takes the keys from there (docs/adr/0030).

-- How words are written: in lower case, and without accents where the server has `unaccent`; no language is assumed.
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = simple);
DO $$
DECLARE
    home text;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'unaccent') THEN
        BEGIN
            CREATE EXTENSION unaccent;
        EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
            RAISE WARNING 'no unaccent: searches will not match é with e';
        END;
    END IF;
    SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'unaccent';
    IF home IS NULL THEN
        CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN lower(words);
    ELSE
        EXECUTE format('ALTER TEXT SEARCH CONFIGURATION plain_words
            ALTER MAPPING FOR hword, hword_part, word, numword, hword_numpart, numhword WITH %I.unaccent, simple', home);
        EXECUTE format('CREATE FUNCTION folded(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
            RETURN lower(%1$I.unaccent(''%1$I.unaccent'', words))', home);
    END IF;
END $$;

-- What changed and is not searchable yet. A key may stand here more than once.
CREATE TABLE search_queue (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id      uuid        NOT NULL,
    conversation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    created_at      timestamptz NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Each account's messages are numbered in the order in which they became searchable.
CREATE TABLE search_tenant (
    account_id uuid   PRIMARY KEY,
    no         bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    last_pos   bigint NOT NULL
) WITH (fillfactor = 50);

-- `words` holds two marks besides: the account, and the run of 4,096 positions. With them the one index finds the
-- newest matches of an account without a look at its older ones.
CREATE TABLE message_search (
    conversation_id uuid        NOT NULL,
    seq             bigint      NOT NULL,
    account_id      uuid        NOT NULL,
    inbox_id        uuid        NOT NULL,
    pos             bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    words           tsvector    NOT NULL,
    PRIMARY KEY (conversation_id, seq)
);
CREATE INDEX message_search_words ON message_search USING gin (words) WITH (gin_pending_list_limit = 1024);

-- The parser takes the 1234 of A-1234 for a negative number.
CREATE FUNCTION search_text(words text) RETURNS text LANGUAGE sql IMMUTABLE RETURN translate(words, '-+', '  ');

CREATE FUNCTION search_words(subject text, body text, transcript text) RETURNS tsvector LANGUAGE sql STABLE
RETURN setweight(to_tsvector('plain_words', search_text(coalesce(subject, ''))), 'A')
    || to_tsvector('plain_words', search_text(body))
    || to_tsvector('plain_words', search_text(coalesce(transcript, '')));

-- No text contains them: the parser takes U+0001 for a space.
CREATE FUNCTION search_marks(tenant bigint, pos bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE
RETURN array_to_tsvector(ARRAY[E'\x01a' || tenant, E'\x01r' || tenant || '.' || (pos >> 12)]);

-- What an agent typed, as a query: each part is a word, a phrase or a prefix, or excludes one. Null for no words.
CREATE FUNCTION search_query(kinds text[], parts text[]) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
    wanted tsquery;
    part   tsquery;
BEGIN
    FOR i IN 1..cardinality(parts) LOOP
        part := CASE WHEN kinds[i] LIKE '%prefix' THEN to_tsquery('plain_words', '''' || search_text(parts[i]) || ''':*')
            ELSE phraseto_tsquery('plain_words', search_text(parts[i])) END;
        CONTINUE WHEN numnode(part) = 0;
        part := CASE WHEN kinds[i] LIKE 'not %' THEN !!part ELSE part END;
        wanted := CASE WHEN wanted IS NULL THEN part ELSE wanted && part END;
    END LOOP;
    RETURN wanted;
END $$;

-- Makes a number of changes searchable, on one replica at a time: how many keys it took. What is gone is forgotten.
CREATE FUNCTION index_messages(at_most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    taken int;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext(current_schema() || '.message_search')) THEN
        RETURN 0;
    END IF;
    WITH taken AS (
        DELETE FROM search_queue WHERE id IN (SELECT id FROM search_queue ORDER BY id LIMIT at_most)
        RETURNING account_id, conversation_id, seq, created_at
    ), wanted AS (
        SELECT DISTINCT account_id, conversation_id, seq, created_at FROM taken
    ), texts AS MATERIALIZED (
        SELECT m.account_id, m.conversation_id, m.seq, m.created_at, c.inbox_id, m.body, m.transcript,
            CASE WHEN m.seq = 1 THEN c.subject END AS subject
        FROM wanted w
        JOIN message m ON m.account_id = w.account_id AND m.conversation_id = w.conversation_id AND m.seq = w.seq
            AND m.created_at = w.created_at
        JOIN conversation c ON c.account_id = m.account_id AND c.id = m.conversation_id
    ), fresh AS (
        SELECT account_id, count(*) AS n FROM texts GROUP BY account_id ORDER BY account_id
    ), heads AS (
        INSERT INTO search_tenant AS t (account_id, last_pos) SELECT account_id, n FROM fresh
        ON CONFLICT (account_id) DO UPDATE SET last_pos = t.last_pos + EXCLUDED.last_pos
        RETURNING t.account_id, t.no, t.last_pos
    ), placed AS (
        SELECT x.*, h.no, h.last_pos - f.n
            + row_number() OVER (PARTITION BY x.account_id ORDER BY x.created_at, x.conversation_id, x.seq) AS pos
        FROM texts x JOIN heads h USING (account_id) JOIN fresh f USING (account_id)
    ), written AS (
        INSERT INTO message_search (conversation_id, seq, account_id, inbox_id, pos, created_at, words)
        SELECT conversation_id, seq, account_id, inbox_id, pos, created_at,
            search_words(subject, body, transcript) || search_marks(no, pos)
        FROM placed ORDER BY account_id, pos
        ON CONFLICT (conversation_id, seq) DO UPDATE SET pos = EXCLUDED.pos, words = EXCLUDED.words
    ), forgotten AS (
        DELETE FROM message_search s USING wanted w
        WHERE s.conversation_id = w.conversation_id AND s.seq = w.seq AND NOT EXISTS (
            SELECT FROM texts x WHERE x.conversation_id = w.conversation_id AND x.seq = w.seq)
    )
    SELECT count(*) INTO taken FROM taken;
    IF taken > 0 THEN
        -- a search reads what is pending from one end to the other
        PERFORM gin_clean_pending_list('message_search_words'::regclass);
    END IF;
    RETURN taken;
END $$;

CREATE FUNCTION queue_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_queue (account_id, conversation_id, seq, created_at)
    SELECT account_id, conversation_id, seq, created_at FROM recorded;
    RETURN NULL;
END $$;
CREATE TRIGGER message_recorded AFTER INSERT ON message
    REFERENCING NEW TABLE AS recorded FOR EACH STATEMENT EXECUTE FUNCTION queue_recorded();

-- What was said before is found no more at once; a text that was being indexed just now is overtaken by its key.
CREATE FUNCTION queue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE message_search SET words = ''::tsvector WHERE conversation_id = OLD.conversation_id AND seq = OLD.seq;
    INSERT INTO search_queue (account_id, conversation_id, seq, created_at)
    VALUES (OLD.account_id, OLD.conversation_id, OLD.seq, OLD.created_at);
    RETURN NULL;
END $$;
CREATE TRIGGER message_reworded AFTER UPDATE OF body, transcript ON message FOR EACH ROW
    WHEN (OLD.body IS DISTINCT FROM NEW.body OR OLD.transcript IS DISTINCT FROM NEW.transcript)
    EXECUTE FUNCTION queue_changed();

CREATE FUNCTION queue_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM message_search s USING removed r WHERE s.conversation_id = r.conversation_id AND s.seq = r.seq;
    INSERT INTO search_queue (account_id, conversation_id, seq, created_at)
    SELECT account_id, conversation_id, seq, created_at FROM removed;
    RETURN NULL;
END $$;
CREATE TRIGGER message_removed AFTER DELETE ON message
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION queue_removed();

-- The subject is found with the first message.
CREATE FUNCTION queue_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_queue (account_id, conversation_id, seq, created_at)
    SELECT account_id, conversation_id, seq, created_at FROM message_key
    WHERE conversation_id = NEW.id AND seq = 1;
    RETURN NULL;
END $$;
CREATE TRIGGER conversation_renamed AFTER UPDATE OF subject ON conversation FOR EACH ROW
    WHEN (OLD.subject IS DISTINCT FROM NEW.subject) EXECUTE FUNCTION queue_subject();

INSERT INTO search_queue (account_id, conversation_id, seq, created_at)
SELECT account_id, conversation_id, seq, created_at FROM message ORDER BY created_at;

-- Customers by any part of what the desk knows of them.
ALTER TABLE customer ADD COLUMN known_as text GENERATED ALWAYS AS (
    folded(coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' '
        || coalesce(external_id, ''))) STORED;
CREATE INDEX customer_known_as_prefix ON customer (account_id, known_as text_pattern_ops);
DO $$
DECLARE
    home text;
BEGIN
    SELECT n.nspname INTO home FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN
        EXECUTE format('CREATE INDEX customer_known_as ON customer USING gin (known_as %I.gin_trgm_ops)', home);
    END IF;
END $$;
