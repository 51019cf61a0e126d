package dev.switchboard.conversation.intake;

import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.assignment.HandOver;
import dev.switchboard.conversation.attachment.FileLinks;
import dev.switchboard.conversation.intake.IntakeStore.Known;
import dev.switchboard.conversation.message.HandOverSettings;
import dev.switchboard.conversation.message.Ledger;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// Records what came from outside, a batch in the running transaction.
@Service
public class RecordReceived {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReceived.class);

    private final IntakeStore store;
    private final FileLinks links;
    private final Directory directory;
    private final HandOver handOver;
    private final IntakeSettings settings;
    private final HandOverSettings handOverSettings;
    private final Clock clock;
    private final Counter turnedAway;

    RecordReceived(
            IntakeStore store,
            FileLinks links,
            Directory directory,
            HandOver handOver,
            IntakeSettings settings,
            HandOverSettings handOverSettings,
            Clock clock,
            MeterRegistry meters) {
        this.store = store;
        this.links = links;
        this.directory = directory;
        this.handOver = handOver;
        this.settings = settings;
        this.handOverSettings = handOverSettings;
        this.clock = clock;
        this.turnedAway = Counter.builder("switchboard.intake.blocked")
                .description("What blocked customers wrote")
                .register(meters);
    }

    public Mono<Void> record(List<Received<MessageReceived>> received) {
        List<Received<MessageReceived>> batch = received.stream()
                .filter(r -> !(r.fact() instanceof MessageReceived.Unknown))
                .map(r -> new Received<>(linked(r.fact()), r.trace()))
                .toList();
        Set<UUID> inboxes =
                batch.stream().map(r -> r.fact().address().inboxId()).collect(Collectors.toSet());
        return directory.await(inboxes).then(Mono.defer(() -> take(batch)));
    }

    private Mono<Void> take(List<Received<MessageReceived>> batch) {
        Map<UUID, Refusal> refusals = new LinkedHashMap<>();
        batch.forEach(r ->
                refusal(r.fact()).ifPresent(refusal -> refusals.put(r.fact().eventId(), refusal)));
        List<MessageReceived> accepted = batch.stream()
                .<MessageReceived>map(Received::fact)
                .filter(fact -> !refusals.containsKey(fact.eventId()))
                .toList();
        Ledger ledger = new Ledger(clock.instant());
        return store.read(accepted, ledger.at(), settings.reopenWindow()).flatMap(known -> {
            Acquaintances people = new Acquaintances(ledger, known.customers());
            Intake intake = intake(ledger, known, people);
            for (Received<MessageReceived> received : batch) {
                Refusal refusal = refusals.get(received.fact().eventId());
                if (refusal == null) {
                    intake.take(received.fact(), received.trace());
                } else {
                    refuse(intake, received, refusal);
                }
            }
            turnedAway.increment(intake.turnedAway());
            return store.write(people, ledger, known.turns());
        });
    }

    private Intake intake(Ledger ledger, Known known, Acquaintances people) {
        Places places = new Places(ledger, directory, known.locked(), known.lastNumbers());
        known.past().forEach(places::retire);
        return new Intake(
                ledger, people, places, known.names(), known.turns(), handOver, handOverSettings.botPatience());
    }

    /// Files that we serve have links to them.
    private MessageReceived linked(MessageReceived fact) {
        return switch (fact) {
            case MessageReceived.Said said
            when !said.attachments().isEmpty() ->
                said.holding(said.body(), links.fresh(said.accountId(), said.attachments()));
            case MessageReceived.SentOutside sent
            when !sent.attachments().isEmpty() ->
                sent.holding(sent.body(), links.fresh(sent.accountId(), sent.attachments()));
            case MessageReceived _ -> fact;
        };
    }

    private Optional<Refusal> refusal(MessageReceived fact) {
        if (directory.inbox(fact.accountId(), fact.address().inboxId()).isEmpty()) {
            return Optional.of(new Refusal(ProblemCode.NOT_FOUND, "There is no such inbox"));
        }
        return Refusal.of(fact);
    }

    private static void refuse(Intake intake, Received<MessageReceived> received, Refusal refusal) {
        MessageReceived fact = received.fact();
        LOG.warn(
                "Refused what came for inbox {} of account {}: {}",
                fact.address().inboxId(),
                fact.accountId(),
                refusal.detail());
        String key = keyOf(fact);
        if (key != null) {
            intake.refuse(fact, key, refusal, received.trace());
        }
    }

    /// Whether it counts for a fact who its sender is.
    static boolean depends(MessageReceived fact) {
        return opens(fact) || fact instanceof MessageReceived.Corrected;
    }

    /// Whether a fact begins a conversation where its address has none.
    static boolean opens(MessageReceived fact) {
        return switch (fact) {
            case MessageReceived.Said _, MessageReceived.SentOutside _, MessageReceived.PersonAsked _ -> true;
            case MessageReceived.Corrected _,
                    MessageReceived.Transcribed _,
                    MessageReceived.Viewed _,
                    MessageReceived.Unknown _ -> false;
        };
    }

    /// What the sender calls the message, where the fact is about one.
    static @Nullable String keyOf(MessageReceived fact) {
        return switch (fact) {
            case MessageReceived.Said said -> said.deduplicationKey();
            case MessageReceived.SentOutside sent -> sent.deduplicationKey();
            case MessageReceived.Corrected corrected -> corrected.deduplicationKey();
            case MessageReceived.Transcribed transcribed -> transcribed.deduplicationKey();
            case MessageReceived.PersonAsked _, MessageReceived.Viewed _, MessageReceived.Unknown _ -> null;
        };
    }
}
