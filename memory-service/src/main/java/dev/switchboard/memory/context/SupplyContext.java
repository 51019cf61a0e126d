package dev.switchboard.memory.context;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ContextAssembled.Turn;
import dev.switchboard.common.contract.ContextRequested;
import dev.switchboard.common.contract.ContextSupplied;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Gathers for an agent what is known of a conversation, whoever owns it, with the passages that answer what the
/// customer wants now. It works in the running transaction, searches in memory, and calls nobody.
@Component
public class SupplyContext {
    private static final int LONGEST = 4_000;
    private static final int LONGEST_HISTORY = 80_000;

    private final Turns turns;
    private final Passages passages;
    private final Outbox outbox;
    private final Clock clock;

    SupplyContext(Turns turns, Passages passages, Outbox outbox, Clock clock) {
        this.turns = turns;
        this.passages = passages;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Mono<Void> of(ContextRequested request) {
        return turns.latest(request.accountId(), request.conversationId())
                .map(SupplyContext::bounded)
                .flatMap(history -> {
                    String question = request.question() == null ? wanted(history) : request.question();
                    return passages(request, question, history)
                            .map(found -> supplied(request, question, history, found));
                })
                .flatMap(outbox::tell);
    }

    private Mono<List<Passage>> passages(ContextRequested request, String question, List<Turn> history) {
        return history.isEmpty() || question.isBlank()
                ? Mono.just(List.of())
                : passages.on(request.accountId(), question);
    }

    /// Without the oldest turns of a dialogue that is too long for one fact.
    private static List<Turn> bounded(List<Turn> history) {
        int from = history.size();
        int length = 0;
        while (from > 0 && length + history.get(from - 1).text().length() <= LONGEST_HISTORY) {
            from--;
            length += history.get(from).text().length();
        }
        return history.subList(from, history.size());
    }

    /// What the customer has said since anybody answered; else the last that it said.
    private static String wanted(List<Turn> history) {
        List<String> wanted = new ArrayList<>();
        for (Turn turn : history.reversed()) {
            if (turn.author() == Author.Kind.CUSTOMER) {
                wanted.addFirst(turn.text());
            } else if (!wanted.isEmpty()) {
                break;
            }
        }
        String question = String.join("\n", wanted);
        return question.substring(Math.max(0, question.length() - LONGEST));
    }

    private ContextSupplied supplied(
            ContextRequested request, String question, List<Turn> history, List<Passage> passages) {
        return new ContextSupplied(
                Ids.next(),
                request.accountId(),
                request.conversationId(),
                clock.instant(),
                request.eventId(),
                question,
                history,
                passages);
    }
}
