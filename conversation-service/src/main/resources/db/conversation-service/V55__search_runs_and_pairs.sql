-- Searches of common words and of phrases at millions of messages (docs/adr/0030): marks of longer runs, and of pairs of
-- words that follow each other.

-- The account, and the runs of 4,096, 16,384 and 65,536 positions. No text contains them: the parser takes U+0001 for a
-- space.
CREATE OR REPLACE FUNCTION search_marks(tenant bigint, pos bigint) RETURNS tsvector LANGUAGE sql IMMUTABLE
RETURN array_to_tsvector(ARRAY[E'\x01a' || tenant, E'\x01r' || tenant || '.' || (pos >> 12),
    E'\x01s' || tenant || '.' || (pos >> 14), E'\x01t' || tenant || '.' || (pos >> 16)]);

-- Which words follow each other, in 4,096 classes. An index knows no order of words: without these it would name each
-- message that holds all words of a phrase somewhere.
CREATE FUNCTION search_pairs(words tsvector) RETURNS text[] LANGUAGE sql IMMUTABLE
RETURN (SELECT coalesce(array_agg(DISTINCT E'\x01p' || left(md5(lexeme || ' ' || next_lexeme), 3)), '{}') FROM (
    SELECT lexeme, pos, lead(lexeme) OVER following AS next_lexeme, lead(pos) OVER following AS next_pos
    FROM unnest(words) AS w (lexeme, positions, weights), unnest(positions) AS pos
    WINDOW following AS (ORDER BY pos)) AS pair
WHERE next_pos = pos + 1);

-- The pairs that a message must have to hold the phrases that are wanted, as a query; null for none.
CREATE FUNCTION search_pairs_wanted(kinds text[], parts text[]) RETURNS text LANGUAGE sql STABLE
RETURN (SELECT string_agg('''' || pair || '''', ' & ')
FROM unnest(kinds, parts) AS asked (kind, part), unnest(search_pairs(to_tsvector('plain_words', search_text(part)))) AS pair
WHERE kind IN ('word', 'phrase'));

-- Makes a number of changes searchable, on one replica at a time: how many keys it took. What is gone is forgotten.
CREATE OR REPLACE FUNCTION index_messages(at_most int) RETURNS int LANGUAGE plpgsql AS $$
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
        SELECT m.account_id, m.conversation_id, m.seq, m.created_at, c.inbox_id,
            search_words(CASE WHEN m.seq = 1 THEN c.subject END, m.body, m.transcript) AS words
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
            words || array_to_tsvector(search_pairs(words)) || search_marks(no, pos)
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

-- Everything is indexed again, which takes about a minute for each million messages; a search finds what is there already.
TRUNCATE message_search, search_tenant;
INSERT INTO search_queue (account_id, conversation_id, seq, created_at)
SELECT account_id, conversation_id, seq, created_at FROM message ORDER BY created_at;
