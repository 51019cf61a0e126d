-- How many bytes each key was given to read, by the hour (UTC), for its habit; two weeks are kept.
CREATE TABLE key_reads (
    key_id  uuid        NOT NULL REFERENCES api_key (id) ON DELETE CASCADE,
    hour    timestamptz NOT NULL,
    bytes   bigint      NOT NULL CHECK (bytes >= 0),
    told_at timestamptz, -- when the account heard that it was unusually much
    PRIMARY KEY (key_id, hour)
);
CREATE INDEX key_reads_hour ON key_reads (hour);
