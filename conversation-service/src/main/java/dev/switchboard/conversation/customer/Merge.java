package dev.switchboard.conversation.customer;

import dev.switchboard.common.contract.Profile;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One customer turned out to be another: what moved to the survivor, and what the survivor learned from it.
///
/// @param before the survivor before the merge, and `after` it
/// @param by who merged them, for the record
record Merge(
        UUID accountId,
        UUID id,
        UUID sourceId,
        UUID survivorId,
        List<Identity> identities,
        List<UUID> conversations,
        Customer before,
        Customer after,
        String by,
        Instant at) {
    /// What the survivor does not know yet it learns from the source; tags of both count.
    static Customer learned(Customer survivor, Customer source, Instant at) {
        Details own = survivor.details();
        Details said = source.details();
        Set<String> tags = new HashSet<>(own.tags());
        tags.addAll(said.tags());
        Details details = new Details(
                        own.visit() == null ? said.visit() : own.visit(),
                        filled(own.metadata(), said.metadata()),
                        filled(own.attributes(), said.attributes()),
                        List.of())
                .tags(List.copyOf(tags));
        Customer next = survivor.introducedAs(source.profile(), at);
        String label = survivor.externalId() == null ? source.externalId() : survivor.externalId();
        next = next.describedAs(next.profile(), label).detailed(_ -> details);
        return next.equals(survivor) ? survivor : next.changed(at);
    }

    /// The survivor as it is now without what it had learned; what was changed since stays.
    Customer forgotten(Customer now, Instant at) {
        Customer next = now.describedAs(
                        new Profile(
                                back(now.name(), before.name(), after.name()),
                                back(now.email(), before.email(), after.email()),
                                back(now.phone(), before.phone(), after.phone())),
                        back(now.externalId(), before.externalId(), after.externalId()))
                .detailed(this::forgotten);
        return next.equals(now) ? now : next.changed(at);
    }

    private Details forgotten(Details now) {
        Set<String> learned = new HashSet<>(after.details().tags());
        learned.removeAll(before.details().tags());
        List<String> tags =
                now.tags().stream().filter(tag -> !learned.contains(tag)).toList();
        return new Details(
                back(now.visit(), before.details().visit(), after.details().visit()),
                emptied(
                        now.metadata(),
                        before.details().metadata(),
                        after.details().metadata()),
                emptied(
                        now.attributes(),
                        before.details().attributes(),
                        after.details().attributes()),
                tags);
    }

    private static <T> @Nullable T back(@Nullable T now, @Nullable T before, @Nullable T after) {
        return Objects.equals(now, after) ? before : now;
    }

    private static <T> Map<String, T> filled(Map<String, T> own, Map<String, T> said) {
        Map<String, T> all = new HashMap<>(said);
        all.putAll(own);
        return all;
    }

    private static <T> Map<String, T> emptied(Map<String, T> now, Map<String, T> before, Map<String, T> after) {
        Map<String, T> rest = new HashMap<>(now);
        after.forEach((key, value) -> {
            if (!before.containsKey(key)) {
                rest.remove(key, value);
            }
        });
        return rest;
    }
}
