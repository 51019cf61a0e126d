package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.conversation.conversation.BotClaim;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The bot answers: recorded only while it owns the conversation under the epoch of the question, and once for each
/// question. What is refused leaves no message, only a count and a line in the log.
@Service
public class RecordReplies {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReplies.class);

    private final Conversations conversations;
    private final MessageKeys keys;
    private final Ledgers ledgers;
    private final HandOverSettings settings;
    private final Clock clock;
    private final MeterProvider<Counter> refused;

    RecordReplies(
            Conversations conversations,
            MessageKeys keys,
            Ledgers ledgers,
            HandOverSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.conversations = conversations;
        this.keys = keys;
        this.ledgers = ledgers;
        this.settings = settings;
        this.clock = clock;
        this.refused = Counter.builder("switchboard.replies.refused")
                .description("Answers of the AI that came under an older lease, or twice")
                .withRegistry(meters);
        List.of("stale", "repeated").forEach(reason -> refused.withTag("reason", reason));
    }

    public Mono<Void> record(List<Received<ReplyProposed>> proposed) {
        Map<DeduplicationKey, Received<ReplyProposed>> once = new LinkedHashMap<>();
        for (Received<ReplyProposed> reply : proposed) {
            if (once.putIfAbsent(name(reply.fact()), reply) != null) {
                refuse(reply.fact(), "repeated");
            }
        }
        return keys.named(once.keySet()).flatMap(answered -> {
            answered.forEach((name, _) -> {
                Received<ReplyProposed> repeated = once.remove(name);
                if (repeated != null) {
                    refuse(repeated.fact(), "repeated");
                }
            });
            Ledger ledger = new Ledger(clock.instant());
            return Flux.fromIterable(rounds(once.values()))
                    .concatMap(round -> claim(round, ledger))
                    .then(Mono.defer(() -> ledgers.write(ledger)));
        });
    }

    /// Replies in rounds of at most one for each conversation.
    private static List<Map<UUID, Received<ReplyProposed>>> rounds(Iterable<Received<ReplyProposed>> replies) {
        List<Map<UUID, Received<ReplyProposed>>> rounds = new ArrayList<>();
        Map<UUID, Integer> next = new HashMap<>();
        for (Received<ReplyProposed> reply : replies) {
            int round = next.merge(reply.fact().conversationId(), 1, Integer::sum) - 1;
            if (rounds.size() == round) {
                rounds.add(new LinkedHashMap<>());
            }
            rounds.get(round).put(reply.fact().conversationId(), reply);
        }
        return rounds;
    }

    private Mono<Void> claim(Map<UUID, Received<ReplyProposed>> round, Ledger ledger) {
        List<BotClaim> claims = round.values().stream()
                .map(Received::fact)
                .map(r -> new BotClaim(r.accountId(), r.conversationId(), r.leaseEpoch(), r.inReplyTo()))
                .toList();
        return conversations
                .claimForBot(claims, ledger.at(), ledger.at().plus(settings.botPatience()))
                .collectMap(Conversation::id)
                .doOnNext(placed -> round.forEach((id, reply) -> {
                    Conversation conversation = placed.get(id);
                    if (conversation == null) {
                        refuse(reply.fact(), "stale");
                    } else {
                        Message _ = ledger.recordAt(conversation, draft(reply.fact()), reply.trace());
                    }
                }))
                .then();
    }

    private static Draft draft(ReplyProposed reply) {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("confidence", String.format(Locale.ROOT, "%.3f", reply.confidence()));
        if (reply.intent() != null) {
            metadata.put("intent", reply.intent());
        }
        return new Draft(
                Author.bot(),
                Kind.REPLY,
                reply.body(),
                List.of(),
                reply.sources(),
                name(reply),
                reply.inReplyTo(),
                null,
                metadata,
                null);
    }

    private static DeduplicationKey name(ReplyProposed reply) {
        return DeduplicationKey.ofAnswerTo(reply.accountId(), reply.inReplyTo());
    }

    private void refuse(ReplyProposed reply, String reason) {
        refused.withTag("reason", reason).increment();
        LOG.info("A {} reply to conversation {} is refused", reason, reply.conversationId());
    }
}
