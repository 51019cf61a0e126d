-- What an article said at each of its versions, the present one among them; they go with the article.
CREATE TABLE article_text (
    account_id uuid        NOT NULL,
    article_id uuid        NOT NULL,
    version    bigint      NOT NULL,
    title      text        NOT NULL,
    body       text        NOT NULL,
    category   text,
    url        text,
    asked      text[]      NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (account_id, article_id, version),
    FOREIGN KEY (account_id, article_id) REFERENCES article ON DELETE CASCADE
);
INSERT INTO article_text (account_id, article_id, version, title, body, category, url, asked, written_at)
SELECT account_id, id, version, title, body, category, url, asked, updated_at FROM article;
