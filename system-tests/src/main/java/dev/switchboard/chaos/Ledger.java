package dev.switchboard.chaos;

import dev.switchboard.suite.Database;
import dev.switchboard.suite.Topics;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.ResilientVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Compares what clients were told and shown with what the database and the topic hold, after everything has come to
/// rest.
///
/// @param rejected times that a line was answered with an error, by code
/// @param ackedLost acknowledged, and not stored under the acknowledged id and place
/// @param duplicatesStored messages stored more than once under one id of their sender
/// @param duplicatesVisible places that one connection showed twice
/// @param repeatedAfterReturn places shown again by a later connection, which a client drops
/// @param orderViolations per conversation: holes in `seq`, a sender's lines out of order, frames out of order
/// @param unseen stored messages that a window of their customer should have shown and did not
/// @param untold stored messages that are not on the topic
/// @param toldAgain facts that are on the topic more than once, which readers drop
public record Ledger(
        int attempts,
        int acked,
        Map<String, Integer> rejected,
        long ackedLost,
        long duplicatesStored,
        long duplicatesVisible,
        long repeatedAfterReturn,
        long orderViolations,
        long unseen,
        long untold,
        long toldAgain,
        long aiAnswers,
        long doubleAnswers) {

    /// Without a look at the topic.
    public static Ledger of(List<ResilientVisitor> visitors, List<Database.Stored> stored) {
        return of(visitors, stored, null);
    }

    /// @param created what is on `message.created`, other sessions' too
    public static Ledger of(
            List<ResilientVisitor> visitors, List<Database.Stored> stored, @Nullable List<Topics.Fact> created) {
        Map<String, List<Database.Stored>> bySession = stored.stream()
                .collect(Collectors.groupingBy(Database.Stored::session, TreeMap::new, Collectors.toList()));
        Map<String, Integer> rejected = new TreeMap<>();
        long lost = 0;
        long visible = 0;
        long repeated = 0;
        long order = bySession.values().stream().mapToLong(Ledger::holes).sum();
        long unseen = 0;
        for (ResilientVisitor visitor : visitors) {
            List<Database.Stored> mine = bySession.getOrDefault(visitor.name(), List.of());
            visitor.refusals().forEach(refusal -> rejected.merge(refusal.code(), 1, Integer::sum));
            lost += lost(visitor, mine);
            order += outOfSenderOrder(visitor, mine);
            Set<Long> seen = new HashSet<>();
            for (List<Frame> connection : visitor.connections()) {
                List<Long> places = connection.stream().map(Frame::place).toList();
                visible += places.size() - new HashSet<>(places).size();
                order += LongStream.range(1, places.size())
                        .filter(i -> places.get((int) i) < places.get((int) i - 1))
                        .count();
                repeated +=
                        new HashSet<>(places).stream().filter(seen::contains).count();
                seen.addAll(places);
            }
            unseen += lacking(visitor, mine).size();
        }
        List<String> answered = stored.stream()
                .filter(m -> m.author().equals("bot"))
                .map(Database.Stored::inReplyTo)
                .filter(Objects::nonNull)
                .toList();
        Map<String, Integer> told = told(stored, created);
        return new Ledger(
                visitors.stream().mapToInt(ResilientVisitor::attempts).sum(),
                visitors.stream().mapToInt(ResilientVisitor::acknowledged).sum(),
                rejected,
                lost,
                bySession.values().stream().mapToLong(Ledger::duplicateKeys).sum(),
                visible,
                repeated,
                order,
                unseen,
                told.values().stream().filter(times -> times == 0).count(),
                told.values().stream().filter(times -> times > 1).count(),
                answered.size(),
                answered.size() - new HashSet<>(answered).size());
    }

    /// For each window that has not shown everything: how many of its customer's messages it lacks, between which
    /// places,
    /// and how often it was told at a return that not all follows.
    public static List<String> unshown(List<ResilientVisitor> visitors, List<Database.Stored> stored) {
        Map<String, List<Database.Stored>> bySession =
                stored.stream().collect(Collectors.groupingBy(Database.Stored::session));
        List<String> windows = new ArrayList<>();
        for (ResilientVisitor visitor : visitors) {
            List<Database.Stored> lacking = lacking(visitor, bySession.getOrDefault(visitor.name(), List.of()));
            if (!lacking.isEmpty()) {
                windows.add("%s (%s) lacks %d, places %d to %d of %s; connections %d, not recovered %d"
                        .formatted(
                                visitor.name(),
                                visitor.said().isEmpty() ? "listens" : "speaks",
                                lacking.size(),
                                lacking.getFirst().seq(),
                                lacking.getLast().seq(),
                                lacking.stream()
                                        .map(Database.Stored::author)
                                        .distinct()
                                        .toList(),
                                visitor.connections().size(),
                                visitor.recoveries().stream()
                                        .filter(all -> !all)
                                        .count()));
            }
        }
        return windows;
    }

    /// What a window has neither shown nor been told of as its own.
    private static List<Database.Stored> lacking(ResilientVisitor visitor, List<Database.Stored> mine) {
        Set<Long> known = new HashSet<>();
        visitor.connections().forEach(connection -> connection.forEach(frame -> known.add(frame.place())));
        visitor.said().forEach(line -> line.acks().forEach(ack -> known.add(ack.place())));
        return mine.stream()
                .filter(m -> !m.kind().equals("note") && !known.contains(m.seq()))
                .toList();
    }

    /// How often each stored message stands on the topic; empty without a look at it.
    private static Map<String, Integer> told(List<Database.Stored> stored, @Nullable List<Topics.Fact> created) {
        Map<String, Integer> told = new HashMap<>();
        if (created != null) {
            stored.forEach(message -> told.put(message.id(), 0));
            created.forEach(fact -> told.computeIfPresent(fact.text("messageId"), (_, times) -> times + 1));
        }
        return told;
    }

    /// What must be nothing.
    public long violations() {
        return ackedLost
                + duplicatesStored
                + duplicatesVisible
                + repeatedAfterReturn
                + orderViolations
                + unseen
                + untold
                + doubleAnswers;
    }

    private static long lost(ResilientVisitor visitor, List<Database.Stored> mine) {
        Map<String, Database.Stored> byId = new HashMap<>();
        mine.forEach(m -> byId.put(m.id(), m));
        return visitor.said().stream()
                .flatMap(line -> line.acks().stream().map(ack -> {
                    Database.Stored row = byId.get(ack.messageId());
                    return row != null && row.seq() == ack.place() && Objects.equals(row.key(), line.id());
                }))
                .filter(found -> !found)
                .count();
    }

    private static long duplicateKeys(List<Database.Stored> mine) {
        List<String> keys =
                mine.stream().map(Database.Stored::key).filter(Objects::nonNull).toList();
        return keys.size() - new HashSet<>(keys).size();
    }

    private static long holes(List<Database.Stored> mine) {
        return LongStream.range(0, mine.size())
                .filter(i -> mine.get((int) i).seq() != i + 1)
                .count();
    }

    private static long outOfSenderOrder(ResilientVisitor visitor, List<Database.Stored> mine) {
        if (visitor.said().isEmpty()) {
            return 0;
        }
        List<String> stored = mine.stream()
                .filter(m -> m.author().equals("customer"))
                .map(m -> String.valueOf(m.key()))
                .toList();
        List<String> sent = new ArrayList<>(
                visitor.said().stream().map(ResilientVisitor.Said::id).toList());
        sent.retainAll(new HashSet<>(stored));
        return sent.equals(stored) ? 0 : 1;
    }
}
