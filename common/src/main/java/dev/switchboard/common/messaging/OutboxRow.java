package dev.switchboard.common.messaging;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// A fact on its way out.
///
/// @param feedPos its place in its account's feed, where the service keeps one
record OutboxRow(
        long id,
        UUID eventId,
        String topic,
        String key,
        String type,
        @Nullable String payload,
        OffsetDateTime occurredAt,
        @Nullable String traceparent,
        @Nullable Long feedPos) {
    /// Sends all, pipelined. Once a record of a key has failed, the later ones of that key count as failed too, so
    /// that they are sent again behind it.
    ///
    /// @return the ids that may be deleted
    static List<Long> send(List<OutboxRow> rows, FactProducer producer) {
        List<CompletableFuture<Void>> sends =
                rows.stream().map(row -> row.send(producer)).toList();
        List<Long> acknowledged = new ArrayList<>(rows.size());
        Set<String> broken = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            OutboxRow row = rows.get(i);
            String order = row.topic + '\n' + row.key;
            try {
                sends.get(i).join();
                if (!broken.contains(order)) {
                    acknowledged.add(row.id);
                }
            } catch (CompletionException e) {
                broken.add(order);
            }
        }
        return acknowledged;
    }

    private CompletableFuture<Void> send(FactProducer producer) {
        byte[] value = payload == null ? null : payload.getBytes(StandardCharsets.UTF_8);
        try {
            return producer.send(topic, key, value, eventId, type, occurredAt.toInstant(), traceparent, feedPos);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
