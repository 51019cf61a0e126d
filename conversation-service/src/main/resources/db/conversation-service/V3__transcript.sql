-- What a voice message says, once somebody has listened to it.
ALTER TABLE message ADD COLUMN transcript text CHECK (octet_length(transcript) <= 65536);
