-- Questions that an article answers, as customers put them: searched, never shown.
ALTER TABLE article ADD COLUMN asked text[] NOT NULL DEFAULT '{}';
