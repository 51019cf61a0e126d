-- How often somebody has had a message sent again.
ALTER TABLE delivery ADD COLUMN round integer NOT NULL DEFAULT 0;
