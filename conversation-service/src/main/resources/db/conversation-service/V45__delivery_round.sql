-- How often somebody has had a message sent again: what was reported of an earlier time counts for less.
ALTER TABLE message ADD COLUMN delivery_round integer NOT NULL DEFAULT 0;
