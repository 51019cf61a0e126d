package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.AvailabilityChanged;
import dev.switchboard.common.contract.PresenceChanged.Availability;
import dev.switchboard.common.contract.WireJson;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// What the agents of all accounts have said of themselves, read whole from `availability.changed`, and which
/// connections here are theirs. Any thread.
final class Availabilities {
    private static final Logger LOG = LoggerFactory.getLogger(Availabilities.class);

    private final Map<UUID, AvailabilityChanged> said = new ConcurrentHashMap<>();
    private final Map<UUID, Set<Handle>> here = new ConcurrentHashMap<>();

    /// A connection is as its user has said, from now on until it leaves.
    void enter(UUID userId, Handle handle) {
        here.compute(userId, (_, had) -> {
            Set<Handle> all = had == null ? ConcurrentHashMap.newKeySet() : had;
            all.add(handle);
            return all;
        });
        tell(handle, said.get(userId));
    }

    void leave(UUID userId, Handle handle) {
        here.computeIfPresent(userId, (_, had) -> {
            had.remove(handle);
            return had.isEmpty() ? null : had;
        });
    }

    void read(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                hear(WireJson.read(record.value(), AvailabilityChanged.class));
            } catch (JacksonException | IllegalArgumentException e) {
                LOG.warn("offset {} of {} is no fact of availability", record.offset(), record.topic(), e);
            }
        }
    }

    void hear(AvailabilityChanged fact) {
        said.put(fact.userId(), fact);
        here.getOrDefault(fact.userId(), Set.of()).forEach(handle -> tell(handle, fact));
    }

    private static void tell(Handle handle, @Nullable AvailabilityChanged fact) {
        if (fact != null && fact.accountId().equals(handle.accountId())) {
            Availability now = fact.availability();
            if (handle.meta().availability() != now) {
                handle.update(handle.meta().being(now));
            }
        }
    }
}
