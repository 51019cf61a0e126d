package dev.switchboard.admin;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.HandoverRequested.Reason;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.SurveyAnswered;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One conversation as chance has it: when each thing happened in it, as milliseconds after its beginning.
///
/// @param agent who had it last
/// @param agentBefore who had it before
record Talk(
        UUID account,
        UUID id,
        UUID inbox,
        Channel channel,
        Instant startedAt,
        @Nullable Long botAnswered,
        @Nullable Long handedOverAfter,
        @Nullable Reason reason,
        @Nullable UUID agentBefore,
        @Nullable UUID agent,
        @Nullable Long personAnswered,
        @Nullable Long resolved,
        @Nullable Integer rating) {
    private static final Instant MAY = Instant.parse("2026-05-02T00:00:00Z");
    private static final int LONGEST = 3_600_000;

    static Talk random(Random random, UUID account, List<UUID> inboxes, List<UUID> agents) {
        boolean bot = random.nextInt(4) > 0;
        boolean handed = random.nextInt(3) == 0;
        boolean taken = handed && random.nextInt(4) > 0;
        long handedAfter = random.nextInt(LONGEST);
        Reason reason = Reason.values()[random.nextInt(3)];
        UUID before = agents.get(random.nextInt(agents.size()));
        UUID last = agents.get(random.nextInt(agents.size()));
        return new Talk(
                account,
                Ids.next(),
                inboxes.get(random.nextInt(inboxes.size())),
                random.nextBoolean() ? Channel.WEB : Channel.WHATSAPP,
                MAY.plusMillis((long) (random.nextDouble() * 28 * 86_400_000L)),
                bot ? (long) random.nextInt(LONGEST) : null,
                handed ? handedAfter : null,
                handed && random.nextInt(5) > 0 ? reason : null,
                taken ? before : null,
                taken ? last : null,
                taken ? handedAfter + random.nextInt(LONGEST) : null,
                random.nextBoolean() ? (long) random.nextInt(LONGEST) : null,
                random.nextInt(3) == 0 ? 1 + random.nextInt(5) : null);
    }

    boolean handedOver() {
        return handedOverAfter != null;
    }

    boolean aiResolved() {
        return botAnswered != null && !handedOver();
    }

    @Nullable
    String countedReason() {
        if (!handedOver()) {
            return null;
        }
        return reason == null ? "unknown" : reason.name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    Long responseMillis() {
        if (botAnswered == null || personAnswered == null) {
            return botAnswered == null ? personAnswered : botAnswered;
        }
        return Math.min(botAnswered, personAnswered);
    }

    @Nullable
    Long resolutionMillis() {
        return resolved;
    }

    String day(String zone) {
        return startedAt.atZone(ZoneId.of(zone)).toLocalDate().toString();
    }

    String hour(String zone) {
        ZonedDateTime at = startedAt.atZone(ZoneId.of(zone));
        return at.getDayOfWeek().getValue() + " " + at.getHour();
    }

    static double average(List<Talk> talks, Function<Talk, @Nullable Long> time) {
        List<Long> times = times(talks, time);
        long sum = times.stream().mapToLong(Long::longValue).sum();
        return times.isEmpty() ? 0 : Math.round((double) sum / times.size()) / 1000.0;
    }

    static double percentile(List<Talk> talks, Function<Talk, @Nullable Long> time, double share) {
        List<Long> times = times(talks, time);
        return times.get((int) Math.ceil(share * times.size()) - 1) / 1000.0;
    }

    private static List<Long> times(List<Talk> talks, Function<Talk, @Nullable Long> time) {
        List<Long> times = new ArrayList<>();
        for (Talk talk : talks) {
            Long took = time.apply(talk);
            if (took != null) {
                times.add(took);
            }
        }
        times.sort(null);
        return times;
    }

    static double averageRating(List<Talk> talks) {
        double average = talks.stream()
                .map(Talk::rating)
                .filter(rating -> rating != null)
                .mapToInt(Integer::intValue)
                .average()
                .orElse(0);
        return Math.round(100 * average) / 100.0;
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        Address address = new Address(inbox, channel, "someone", null);
        facts.add(new ConversationUpdated.Created(
                Ids.next(), account, id, startedAt, 1, 1, address, Ids.next(), Owner.BOT, 0, null));
        facts.add(said(Author.customer(Ids.next(), null), 0L, address));
        if (botAnswered != null) {
            facts.add(said(Author.bot(), botAnswered, address));
            facts.add(said(Author.bot(), botAnswered + 5, address));
        }
        if (handedOverAfter != null) {
            facts.add(owner(Owner.QUEUE, null, handedOverAfter, 5));
            if (reason != null) {
                facts.add(new HandoverRequested(
                        Ids.next(), account, id, at(handedOverAfter), Author.Kind.BOT, reason, "", null, null, 0L));
                facts.add(new HandoverRequested(
                        Ids.next(),
                        account,
                        id,
                        at(handedOverAfter + 9),
                        Author.Kind.BOT,
                        Reason.OTHER,
                        "",
                        null,
                        null,
                        0L));
            }
        }
        if (agent != null && handedOverAfter != null && personAnswered != null) {
            facts.add(owner(Owner.AGENT, agentBefore, handedOverAfter, 6));
            facts.add(owner(Owner.AGENT, agent, handedOverAfter, 7));
            facts.add(said(Author.agent(agent, "Jane", 1), personAnswered, address));
        }
        if (resolved != null) {
            facts.add(status("resolved", resolved));
            facts.add(status("open", resolved + 1));
            facts.add(status("closed", resolved + 2));
        }
        if (rating != null) {
            facts.add(new SurveyAnswered(Ids.next(), account, id, at(LONGEST), Ids.next(), 6 - rating));
            facts.add(new SurveyAnswered(Ids.next(), account, id, at(2L * LONGEST), Ids.next(), rating));
        }
        return facts;
    }

    private Instant at(long millis) {
        return startedAt.plusMillis(millis);
    }

    private Fact status(String status, long after) {
        return new ConversationUpdated.StatusChanged(Ids.next(), account, id, at(after), 8, status, Author.system());
    }

    private Fact owner(Owner owner, @Nullable UUID who, long after, long version) {
        return new ConversationUpdated.OwnerChanged(
                Ids.next(), account, id, at(after), version, owner, version, who, null, Author.system(), "test");
    }

    private Fact said(Author author, long after, Address address) {
        return said(account, id, at(after), address, author);
    }

    /// A message of a conversation, as conversation-service tells it.
    static MessageCreated said(UUID account, UUID conversation, Instant at, Address address, Author author) {
        return new MessageCreated(
                Ids.next(),
                account,
                conversation,
                at,
                Ids.next(),
                1,
                1,
                Owner.BOT,
                0,
                address,
                Ids.next(),
                author,
                MessageCreated.Kind.REPLY,
                "text",
                List.of(),
                List.of(),
                null,
                null,
                null,
                Map.of(),
                null,
                null);
    }
}
