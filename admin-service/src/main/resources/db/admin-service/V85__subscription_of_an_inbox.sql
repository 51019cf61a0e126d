-- A subscription may be for one inbox: an outside bot hears what its own customers say.
ALTER TABLE event_subscription ADD COLUMN inbox_id uuid REFERENCES inbox_settings;
