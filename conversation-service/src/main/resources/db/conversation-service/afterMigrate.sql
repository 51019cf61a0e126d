-- Runs at every start, before the first message is taken.
SELECT ensure_message_partitions(2);
