package dev.switchboard.memory.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.ContextRequested;
import dev.switchboard.common.contract.ContextSupplied;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.messaging.TailReader;
import dev.switchboard.common.service.Trace;
import dev.switchboard.memory.MemoryServiceApplication;
import dev.switchboard.memory.knowledge.ArticleContent;
import dev.switchboard.memory.knowledge.KeepArticle;
import dev.switchboard.memory.knowledge.WebShop;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

@SwitchboardIntegrationTest(MemoryServiceApplication.class)
class ContextStreamTests {
    private final UUID account = Ids.next();
    private final UUID conversation = Ids.next();
    private final UUID customer = Ids.next();
    private final Address address = new Address(Ids.next(), Channel.WHATSAPP, "4915550100", null);
    private long seq;

    @Autowired
    Facts facts;

    @Autowired
    CallerClient client;

    @Autowired
    KeepArticle keepArticle;

    @Autowired
    DatabaseClient database;

    @BeforeEach
    void knowledge() {
        Flux.fromIterable(WebShop.articles(account))
                .concatMap(article -> keepArticle.keep(
                        account,
                        article.id(),
                        new ArticleContent(
                                article.title(), article.body(), article.category(), article.url(), List.of())))
                .then()
                .block();
    }

    @Test
    void aQuestionGetsItsPassagesHistoryAndMemories() {
        client.as(Callers.serverOf(account))
                .post()
                .uri("/api/memory/memories")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"userId\":\"4915550100\",\"type\":\"long_term\",\"key\":\"size\",\"value\":\"M\"}")
                .exchange()
                .expectStatus()
                .isOk();
        MessageCreated question = message(Author.Kind.CUSTOMER, MessageCreated.Kind.REPLY, "how do i retrun an itm");
        facts.publish(
                message(Author.Kind.CUSTOMER, MessageCreated.Kind.REPLY, "Hello"),
                message(Author.Kind.BOT, MessageCreated.Kind.REPLY, "Hello, how can I help?"),
                message(Author.Kind.AGENT, MessageCreated.Kind.NOTE, "A secret note"),
                message(Author.Kind.SYSTEM, MessageCreated.Kind.HANDOVER, "Connecting you"),
                at(question, ++seq, Owner.BOT, 7));

        ContextAssembled context = contextOf(question);

        assertThat(context.leaseEpoch()).isEqualTo(7);
        assertThat(context.conversationId()).isEqualTo(conversation);
        assertThat(context.address()).isEqualTo(address);
        assertThat(context.history())
                .containsExactly(
                        new ContextAssembled.Turn(Author.Kind.CUSTOMER, "Hello"),
                        new ContextAssembled.Turn(Author.Kind.BOT, "Hello, how can I help?"));
        assertThat(context.memories()).containsExactly("size: \"M\"");
        assertThat(context.passages()).hasSizeBetween(1, 8);
        assertThat(context.passages().getFirst().source().articleId()).isEqualTo(WebShop.id("returns"));
        assertThat(context.passages().getFirst().source().relevance()).isGreaterThan(0.5);
        assertThat(context.passages().getFirst().category()).isEqualTo("returns");
    }

    @Test
    void whoeverOwnsAConversationItsAgentIsToldWhatIsKnownOfItAndNobodyElse() {
        MessageCreated asked = message(Author.Kind.CUSTOMER, MessageCreated.Kind.REPLY, "how do i retrun an itm");
        facts.publish(
                at(message(Author.Kind.CUSTOMER, MessageCreated.Kind.REPLY, "Hello"), ++seq, Owner.AGENT, 7),
                at(message(Author.Kind.AGENT, MessageCreated.Kind.NOTE, "A secret note"), ++seq, Owner.AGENT, 7),
                at(message(Author.Kind.AGENT, MessageCreated.Kind.REPLY, "What can I do?"), ++seq, Owner.AGENT, 7),
                at(asked, ++seq, Owner.AGENT, 7));
        Awaitility.await().until(() -> suppliedTo(account).history().size() == 3);

        ContextSupplied supplied = suppliedTo(account);

        assertThat(supplied.question()).isEqualTo("how do i retrun an itm");
        assertThat(supplied.history().getLast())
                .isEqualTo(new ContextAssembled.Turn(Author.Kind.CUSTOMER, "how do i retrun an itm"));
        assertThat(supplied.history()).extracting(ContextAssembled.Turn::text).doesNotContain("A secret note");
        assertThat(supplied.passages().getFirst().source().articleId()).isEqualTo(WebShop.id("returns"));
        ContextSupplied foreign = suppliedTo(Ids.next());
        assertThat(foreign.history()).isEmpty();
        assertThat(foreign.passages()).isEmpty();
    }

    private ContextSupplied suppliedTo(UUID asking) {
        ContextRequested request = new ContextRequested(Ids.next(), asking, conversation, Instant.now(), null);
        facts.publish(request);
        return facts.await(
                ContextSupplied.class, supplied -> supplied.requestId().equals(request.eventId()));
    }

    @Test
    void aPreviewNamesTheKeptQuestionsThatAChangeWouldAnswerOtherwise() {
        MessageCreated known = customerAsks("How do I return an item?");
        MessageCreated unknown = customerAsks("Do you sell unicorn saddles?");
        facts.publish(known, unknown);
        contextOf(unknown);

        client.as(Callers.adminOf(account))
                .post()
                .uri("/api/knowledge/articles/" + Ids.next() + "/preview")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"title\":\"Unicorn saddles\",\"body\":\"We sell saddles for unicorns.\"}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.data.questions")
                .isEqualTo(2)
                .jsonPath("$.data.differing[?(@.question == 'Do you sell unicorn saddles?')].after.text")
                .isEqualTo("We sell saddles for unicorns.")
                .jsonPath("$.data.differing[?(@.question == 'Do you sell unicorn saddles?')].before.text")
                .doesNotExist();
    }

    @Test
    void aQuestionThatComesTwiceIsAssembledOnce() {
        MessageCreated question = customerAsks("Where is my order?");
        MessageCreated last = customerAsks("And my refund?");
        facts.publish(question, question, last);

        contextOf(last);

        assertThat(facts.told(ContextAssembled.class))
                .filteredOn(context -> context.questionId().equals(question.messageId()))
                .hasSize(1);
    }

    @Test
    void aVoiceMessageIsAQuestionOnceItsTextIsKnown() {
        MessageCreated voice = spoken(++seq, Owner.BOT);
        MessageCreated next = customerAsks("Are you there?");
        facts.publish(voice, next);
        assertThat(contextOf(next).history()).isEmpty();
        MessageUpdated.Transcribed told = transcribed(voice, "How do I return an item?");
        facts.publish(told, told);

        ContextAssembled context = contextOf(voice);
        assertThat(context.question()).isEqualTo("How do I return an item?");
        assertThat(context.leaseEpoch()).isEqualTo(voice.leaseEpoch());
        assertThat(context.address()).isEqualTo(address);
        assertThat(context.passages().getFirst().source().articleId()).isEqualTo(WebShop.id("returns"));
        MessageCreated last = customerAsks("And two items?");
        facts.publish(last);
        assertThat(contextOf(last).history())
                .containsExactly(
                        new ContextAssembled.Turn(Author.Kind.CUSTOMER, "How do I return an item?"),
                        new ContextAssembled.Turn(Author.Kind.CUSTOMER, "Are you there?"));
        assertThat(facts.told(ContextAssembled.class))
                .filteredOn(assembled -> assembled.questionId().equals(voice.messageId()))
                .hasSize(1);
    }

    @Test
    void whatAPersonHeardIsRememberedAndNotAsked() {
        MessageCreated toJane = spoken(++seq, Owner.AGENT);
        MessageUpdated.Transcribed ofAnOlderRelease = new MessageUpdated.Transcribed(
                Ids.next(), account, conversation, Instant.now(), 9, Ids.next(), "Who knows?", null);
        facts.publish(transcribed(toJane, "Is that you, Jane?"), ofAnOlderRelease);
        MessageUpdated.Transcribed last = transcribed(spoken(++seq, Owner.BOT), "Where is my order?");
        facts.publish(last);

        ContextAssembled context = facts.await(
                ContextAssembled.class, assembled -> assembled.questionId().equals(last.messageId()));
        assertThat(context.history())
                .containsExactly(new ContextAssembled.Turn(Author.Kind.CUSTOMER, "Is that you, Jane?"));
        assertThat(facts.told(ContextAssembled.class))
                .noneMatch(assembled -> assembled.questionId().equals(toJane.messageId())
                        || assembled.questionId().equals(ofAnOlderRelease.messageId()));
    }

    @Test
    void nobodyButTheBotIsAsked() {
        MessageCreated toTheQueue = at(customerAsks("Is anybody there?"), ++seq, Owner.QUEUE, 2);
        MessageCreated toAnAgent = at(customerAsks("Are you there, Jane?"), ++seq, Owner.AGENT, 3);
        MessageCreated last = customerAsks("Where is my order?");
        facts.publish(toTheQueue, toAnAgent, message(Author.Kind.AGENT, MessageCreated.Kind.REPLY, "I am Jane"), last);

        contextOf(last);

        assertThat(facts.told(ContextAssembled.class))
                .filteredOn(context -> context.conversationId().equals(conversation))
                .extracting(ContextAssembled::questionId)
                .containsExactly(last.messageId());
    }

    @Test
    void theHistoryIsShortAndOlderTurnsAreForgotten() {
        LongStream.range(0, 60).mapToObj(n -> customerAsks("Message " + n)).forEach(facts::publish);
        MessageCreated last = customerAsks("Where is my order?");
        facts.publish(last);

        assertThat(contextOf(last).history())
                .hasSize(20)
                .last()
                .satisfies(turn -> assertThat(turn.text()).isEqualTo("Message 59"));
        assertThat(database.sql("SELECT count(*) FROM turn WHERE conversation_id = $1")
                        .bind(0, conversation)
                        .mapValue(Long.class)
                        .one()
                        .block())
                .isEqualTo(50);
    }

    @Test
    void anotherAccountsKnowledgeIsNeverInTheContext() {
        UUID stranger = Ids.next();
        MessageCreated question = customerAsks("How do I return an item?");
        MessageCreated theirs = new MessageCreated(
                Ids.next(),
                stranger,
                Ids.next(),
                Instant.now(),
                Ids.next(),
                1,
                1,
                Owner.BOT,
                1,
                address,
                customer,
                question.author(),
                question.kind(),
                question.body(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                Map.of(),
                null,
                null);
        facts.publish(theirs);

        assertThat(contextOf(theirs).passages()).isEmpty();
    }

    @Test
    void theTraceGoesOn() {
        MessageCreated question = customerAsks("Where is my order?");
        facts.publish(question);
        String asked = trace(MessageCreated.TOPIC, question.eventId());
        String answered = trace(ContextAssembled.TOPIC, contextOf(question).eventId());

        assertThat(Trace.parse(answered).traceId()).isEqualTo(Trace.parse(asked).traceId());
    }

    private String trace(String topic, UUID eventId) {
        return TailReader.header(
                facts.awaitRecord(topic, r -> eventId.toString().equals(TailReader.header(r, "ce_id"))), Trace.HEADER);
    }

    private ContextAssembled contextOf(MessageCreated question) {
        return facts.await(
                ContextAssembled.class, context -> context.questionId().equals(question.messageId()));
    }

    private MessageCreated customerAsks(String text) {
        return message(Author.Kind.CUSTOMER, MessageCreated.Kind.REPLY, text);
    }

    private MessageCreated message(Author.Kind author, MessageCreated.Kind kind, String text) {
        return at(
                new MessageCreated(
                        Ids.next(),
                        account,
                        conversation,
                        Instant.now(),
                        Ids.next(),
                        0,
                        0,
                        Owner.BOT,
                        1,
                        address,
                        customer,
                        new Author(author, null, null, null),
                        kind,
                        text,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        Map.of(),
                        null,
                        null),
                ++seq,
                Owner.BOT,
                1);
    }

    private static MessageCreated at(MessageCreated message, long seq, Owner owner, long epoch) {
        return new MessageCreated(
                message.eventId(),
                message.accountId(),
                message.conversationId(),
                message.occurredAt(),
                message.messageId(),
                seq,
                seq,
                owner,
                epoch,
                message.address(),
                message.customerId(),
                message.author(),
                message.kind(),
                message.body(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                Map.of(),
                null,
                null);
    }

    private MessageCreated spoken(long seq, Owner owner) {
        Attachment recording = new Attachment(Ids.next(), "voice.mp3", "audio/mpeg", 2048, null);
        MessageCreated m = message(Author.Kind.CUSTOMER, MessageCreated.Kind.REPLY, "");
        return new MessageCreated(
                m.eventId(),
                m.accountId(),
                m.conversationId(),
                m.occurredAt(),
                m.messageId(),
                seq,
                seq,
                owner,
                7,
                m.address(),
                m.customerId(),
                m.author(),
                m.kind(),
                "",
                List.of(recording),
                List.of(),
                "a-" + seq,
                null,
                null,
                Map.of(),
                null,
                null);
    }

    private MessageUpdated.Transcribed transcribed(MessageCreated voice, String text) {
        return new MessageUpdated.Transcribed(
                Ids.next(),
                account,
                conversation,
                Instant.now(),
                20,
                voice.messageId(),
                text,
                new MessageUpdated.Transcribed.Question(
                        voice.seq(), voice.owner(), voice.leaseEpoch(), address, customer));
    }
}
