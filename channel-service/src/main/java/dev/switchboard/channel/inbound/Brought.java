package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// What a verified webhook brought to one account.
///
/// @param body the raw bytes
/// @param trace of the request
record Brought(UUID webhookId, ProviderAccount account, byte[] body, List<Inbound> events, String trace) {
    Brought only(Set<String> providerEventIds) {
        // of an event that stands in it twice only the first
        Set<String> left = new HashSet<>(providerEventIds);
        return new Brought(
                webhookId,
                account,
                body,
                events.stream()
                        .filter(event -> left.remove(event.providerEventId()))
                        .toList(),
                trace);
    }

    List<Inbound.Received> received() {
        return events.stream()
                .filter(Inbound.Received.class::isInstance)
                .map(Inbound.Received.class::cast)
                .toList();
    }

    String[] senders() {
        return received().stream()
                .map(event -> event.fact().address().identity())
                .distinct()
                .toArray(String[]::new);
    }

    @Override
    public String toString() {
        return "Brought[webhookId=" + webhookId + ", events=" + events.size() + "]";
    }
}
