package dev.switchboard.conversation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated.Kind;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.Received;
import dev.switchboard.common.service.Trace;
import dev.switchboard.conversation.ConversationServiceApplication;
import dev.switchboard.conversation.Tenant;
import dev.switchboard.conversation.assignment.HandBack;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.intake.RecordReceived;
import dev.switchboard.conversation.message.PostMessage.Posting;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SharedIntegrationTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Ten thousand times an agent takes a conversation over while the bot's answer is under way, each in polls of any size
/// and in an order that a seed draws; some agents give it back at once. Whoever locks the row first goes first: the
/// bot's message is older than the take-over, or it is not there.
@SharedIntegrationTest(ConversationServiceApplication.class)
class TakeOverInterleavingsIntegrationTests {
    private static final int ROUNDS = 20;
    private static final int EACH = 500;
    private static final int LARGEST_POLL = 40;
    private static final long SEED = 20_261_122;

    @Autowired
    Facts facts;

    @Autowired
    RecordReceived received;

    @Autowired
    RecordReplies replies;

    @Autowired
    PostMessage postMessage;

    @Autowired
    HandBack handBack;

    @Autowired
    TransactionalOperator transaction;

    @Autowired
    DatabaseClient database;

    Tenant acme;
    Author jane;

    @BeforeEach
    void settle() {
        acme = Tenant.settledIn(facts);
        jane = Author.agent(acme.jane().userId(), Tenant.JANE, 1);
    }

    record Asked(String visitor, UUID conversationId, UUID questionId) {}

    record Seen(long takenOver, long before, long after, long givenBack) {}

    @Test
    void noBotSpeaksAfterATakeOver() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<Asked> asked = asked(round);
            List<Asked> onTheDesk = asked.subList(0, EACH / 20);
            List<List<Asked>> elsewhere = polls(asked.subList(EACH / 20, EACH), random);
            List<List<Asked>> answered = polls(asked, random);
            Mono.when(
                            together(Flux.fromIterable(onTheDesk).flatMap(this::writesAndGivesBack, 2)),
                            together(Flux.fromIterable(elsewhere).flatMap(this::writesElsewhere, 2)),
                            together(Flux.fromIterable(answered).flatMap(this::answers, 2)))
                    .block();
        }

        Seen seen = seen();
        assertThat(seen.takenOver()).isEqualTo(ROUNDS * EACH);
        assertThat(seen.givenBack()).isEqualTo(ROUNDS * EACH / 20);
        assertThat(seen.after())
                .as("bots that spoke after a take-over, seed %d", SEED)
                .isZero();
        assertThat(seen.before()).as("each side came first many times").isBetween(500L, 9_500L);
    }

    private static Mono<Void> together(Flux<?> acts) {
        return acts.then().subscribeOn(Schedulers.boundedElastic());
    }

    private List<Asked> asked(int round) {
        List<String> visitors =
                IntStream.range(0, EACH).mapToObj(n -> round + "-" + n).toList();
        List<Received<MessageReceived>> questions = visitors.stream()
                .map(visitor -> traced(acme.said(acme.visitor(visitor), "q", "How do I return an item?")))
                .toList();
        return received.record(questions)
                .as(transaction::transactional)
                .thenMany(database.sql("""
                                SELECT c.identity AS visitor, c.id AS conversation_id, m.id AS question_id
                                FROM conversation c JOIN message m ON m.conversation_id = c.id
                                WHERE c.account_id = $1 AND c.identity = ANY($2) ORDER BY c.number
                                """)
                        .bind(0, acme.account)
                        .bind(1, visitors.toArray(String[]::new))
                        .mapProperties(Asked.class)
                        .all())
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static Received<MessageReceived> traced(MessageReceived fact) {
        return new Received<>(fact, Trace.start().header());
    }

    private static List<List<Asked>> polls(List<Asked> asked, Random random) {
        List<Asked> shuffled = new ArrayList<>(asked);
        Collections.shuffle(shuffled, random);
        List<List<Asked>> polls = new ArrayList<>();
        int to;
        for (int from = 0; from < shuffled.size(); from = to) {
            to = Math.min(shuffled.size(), from + 1 + random.nextInt(LARGEST_POLL));
            polls.add(shuffled.subList(from, to));
        }
        return polls;
    }

    private Mono<Void> answers(List<Asked> poll) {
        return replies.record(poll.stream()
                        .map(asked -> new ReplyProposed(
                                Ids.next(),
                                acme.account,
                                asked.conversationId(),
                                Instant.now(),
                                asked.questionId(),
                                1,
                                "Within 30 days.",
                                List.of(),
                                null,
                                0.9,
                                List.of()))
                        .map(reply -> new Received<>(reply, Trace.start().header()))
                        .toList())
                .as(transaction::transactional);
    }

    private Mono<Conversation> writesAndGivesBack(Asked asked) {
        return postMessage
                .post(new Posting(acme.account, asked.conversationId(), jane, Kind.REPLY, "I am Jane", null))
                .then(handBack.toBot(acme.account, asked.conversationId(), jane));
    }

    /// On the phone, in Slack: what an agent sends there comes in polls too.
    private Mono<Void> writesElsewhere(List<Asked> poll) {
        return received.record(poll.stream()
                        .map(asked -> traced(new MessageReceived.SentOutside(
                                Ids.next(),
                                acme.account,
                                acme.visitor(asked.visitor()),
                                Instant.now(),
                                "sent-" + asked.visitor(),
                                jane,
                                "I am Jane",
                                List.of())))
                        .toList())
                .as(transaction::transactional);
    }

    private Seen seen() {
        return database.sql("""
                        SELECT count(*) AS taken_over,
                            count(*) FILTER (WHERE bot.seq < agent.seq) AS before,
                            count(*) FILTER (WHERE bot.seq > agent.seq) AS after,
                            count(*) FILTER (WHERE c.owner = 'bot' AND c.lease_epoch = 3) AS given_back
                        FROM conversation c
                        JOIN message agent ON agent.conversation_id = c.id AND agent.author_kind = 'agent'
                        LEFT JOIN message bot ON bot.conversation_id = c.id AND bot.author_kind = 'bot'
                        WHERE c.account_id = $1
                        """)
                .bind(0, acme.account)
                .mapProperties(Seen.class)
                .one()
                .blockOptional()
                .orElseThrow();
    }
}
