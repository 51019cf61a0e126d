package dev.switchboard.gateway.socket.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.FakeServices;
import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@GatewayTest
class PlainSocketIntegrationTests {
    @Autowired
    Facts facts;

    @Autowired
    FakeServices services;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @LocalServerPort
    int port;

    final Tenant acme = Tenant.named("acme-" + Ids.next());
    final String session = "s-" + Ids.next();
    final Tenant.Talk talk = acme.talk("ann", session);

    @BeforeEach
    void tell() {
        facts.publish(acme.facts());
        Awaitility.await().until(() -> feed.live() && accounts.inbox(acme.account(), acme.inbox()) != null);
        // the keys are told after the inbox, on the same partition
        Awaitility.await().ignoreExceptions().until(() -> {
            try (PlainClient probe = connect("probe")) {
                return probe.next().path("type").asString().equals("connection_established");
            }
        });
    }

    @AfterEach
    void calm() {
        services.beforeAnswer(Mono.empty());
    }

    private PlainClient connect(String query) {
        return PlainClient.connect(port, "token=" + acme.publishable() + "&" + query);
    }

    private PlainClient ann(String more) {
        return connect("userId=ann&sessionId=" + session + more);
    }

    private PlainClient established(PlainClient client) {
        client.next("connection_established");
        return client;
    }

    @Test
    void aConversationRunsOverFactsFromQuestionToAgent() {
        try (PlainClient client = ann("")) {
            JsonNode hello = client.next("connection_established");
            assertThat(hello.path("userId").asString()).isEqualTo("ann");
            assertThat(hello.path("sessionId").asString()).isEqualTo(session);
            client.say("m-1", "How do I return an item?");
            MessageReceived.Said said =
                    facts.await(MessageReceived.Said.class, s -> s.address().equals(talk.address()));
            assertThat(said.accountId()).isEqualTo(acme.account());
            assertThat(said.deduplicationKey()).isEqualTo("m-1");
            MessageCreated question = talk.customerSaid(1, "m-1", said.body());
            facts.publish(question);
            JsonNode ack = client.next("ack");
            assertThat(ack.path("id").asString()).isEqualTo("m-1");
            assertThat(ack.path("messageId").asString())
                    .isEqualTo(question.messageId().toString());
            assertThat(ack.path("seq").asLong()).isEqualTo(1);
            facts.publish(new TypingChanged(
                    Ids.next(),
                    acme.account(),
                    talk.id(),
                    Instant.now(),
                    Author.bot(),
                    true,
                    question.messageId(),
                    0L));
            client.next("typing_start");
            facts.publish(partial(question, "Within 30 days."));
            JsonNode partial = client.next("message_partial");
            assertThat(partial.path("text").asString()).isEqualTo("Within 30 days.");
            assertThat(partial.path("inReplyTo").asString())
                    .isEqualTo(question.messageId().toString());
            assertThat(partial.path("leaseEpoch").asLong()).isZero();
            facts.publish(new TypingChanged(
                    Ids.next(),
                    acme.account(),
                    talk.id(),
                    Instant.now(),
                    Author.bot(),
                    false,
                    question.messageId(),
                    0L));
            facts.publish(talk.botSaid(2, "Within 30 days.", question.messageId()));
            client.next("typing_stop");
            JsonNode answer = client.next("message");
            assertThat(answer.path("sender").asString()).isEqualTo("ai");
            assertThat(answer.path("sources").get(0).path("title").asString()).isEqualTo("Returns");
            assertThat(answer.path("timestamp").asString()).isEqualTo("2026-11-20T10:00:00.120Z");
            client.send("{\"type\":\"handover_request\"}");
            facts.await(MessageReceived.PersonAsked.class, p -> p.address().equals(talk.address()));
            facts.publish(talk.handover(3, "Connecting you…"), talk.note(4, "secret"), talk.agentSaid(5, "I'm Jane."));
            assertThat(client.next("handover_initiated").path("message").asString())
                    .isEqualTo("Connecting you…");
            JsonNode agent = client.next("message");
            assertThat(agent.path("agentName").asString()).isEqualTo("Jane Smith");
            assertThat(agent.path("seq").asLong()).isEqualTo(5);
        }
    }

    @Test
    void whatBecomesOfMessagesIsToldAndWhatTheClientHasSeen() {
        try (PlainClient client = established(ann(""))) {
            MessageCreated question = talk.customerSaid(1, "m-1", "Hi");
            MessageCreated note = talk.note(3, "between us");
            facts.publish(question, talk.agentSaid(2, "Hello"), note);
            assertThat(client.seqs(2)).containsExactly(1L, 2L);
            client.send("{\"type\":\"seen\"}");
            MessageReceived.Viewed viewed =
                    facts.await(MessageReceived.Viewed.class, v -> v.address().equals(talk.address()));
            assertThat(viewed.seq()).isEqualTo(2);
            Author jane = Author.agent(acme.user(), "Jane Smith", 7);
            UUID id = question.messageId();
            // a note's new words come first, and go to nobody outside
            facts.publish(
                    new MessageUpdated.Edited(
                            Ids.next(),
                            acme.account(),
                            talk.id(),
                            Instant.now(),
                            4,
                            note.messageId(),
                            "still between us",
                            MessageCreated.Kind.NOTE),
                    new MessageUpdated.Edited(Ids.next(), acme.account(), talk.id(), Instant.now(), 4, id, "Hello!"),
                    new MessageUpdated.Seen(Ids.next(), acme.account(), talk.id(), Instant.now(), 5, jane, 1),
                    new MessageUpdated.Deleted(Ids.next(), acme.account(), talk.id(), Instant.now(), 6, id));
            JsonNode edited = client.next("message_updated");
            assertThat(edited.path("messageId").asString()).isEqualTo(id.toString());
            assertThat(edited.path("text").asString()).isEqualTo("Hello!");
            JsonNode seen = client.next("message_seen");
            assertThat(seen.path("seq").asLong()).isEqualTo(1);
            assertThat(seen.path("by").asString()).isEqualTo("agent");
            assertThat(client.next("message_deleted").path("messageId").asString())
                    .isEqualTo(id.toString());
        }
    }

    @Test
    void agentsAreSeenToWriteUntilTheLastOfThemStops() {
        try (PlainClient client = established(ann(""))) {
            facts.publish(talk.agentSaid(1, "Hello"));
            client.next("message");
            Author jane = Author.agent(acme.user(), "Jane Smith", 7);
            Author joe = Author.agent(Ids.next(), "Joe", 8);
            facts.publish(typing(jane, true), typing(joe, true), typing(jane, true), typing(joe, false));
            client.next("typing_start");
            assertThat(client.hearsNothingFor(Duration.ofMillis(300))).isTrue();
            facts.publish(talk.agentSaid(2, "Here you are"));
            client.next("typing_stop");
            client.next("message");
        }
    }

    private TypingChanged typing(Author by, boolean typing) {
        return new TypingChanged(Ids.next(), acme.account(), talk.id(), Instant.now(), by, typing, null, null);
    }

    private TypingChanged partial(MessageCreated question, String text) {
        return new TypingChanged(
                Ids.next(),
                acme.account(),
                talk.id(),
                Instant.now(),
                Author.bot(),
                true,
                question.messageId(),
                0L,
                text);
    }

    @Test
    void anAnswerWithoutTypingBeforeItIsShownAsTyped() {
        try (PlainClient client = established(ann(""))) {
            facts.publish(talk.botSaid(1, "Hello", null));
            client.next("typing_start");
            client.next("typing_stop");
            client.next("message");
        }
    }

    @Test
    void typingOfABotThatHasAnsweredOrLostTheConversationIsNotShown() {
        try (PlainClient client = established(ann(""))) {
            MessageCreated question = talk.customerSaid(1, "m-1", "Hi");
            facts.publish(question, talk.handover(2, "A person comes"));
            client.next("message");
            client.next("handover_initiated");
            facts.publish(new TypingChanged(
                    Ids.next(),
                    acme.account(),
                    talk.id(),
                    Instant.now(),
                    Author.bot(),
                    true,
                    question.messageId(),
                    0L));
            facts.publish(partial(question, "Within 30 days."));
            facts.publish(talk.agentSaid(3, "Hello"));
            assertThat(client.next().path("type").asString()).isEqualTo("message");
        }
    }

    @Test
    void aRepeatedIdIsAcknowledgedWithTheSameSeqAndAReusedOneRefused() {
        try (PlainClient client = established(ann(""))) {
            MessageCreated first = talk.customerSaid(1, "m-1", "Hi");
            client.say("m-1", "Hi");
            facts.await(MessageReceived.Said.class, s -> s.address().equals(talk.address()));
            facts.publish(first);
            client.next("ack");
            client.say("m-1", "Hi");
            Awaitility.await()
                    .until(() -> facts.told(MessageReceived.Said.class).stream()
                                    .filter(s -> s.address().equals(talk.address()))
                                    .count()
                            == 2);
            facts.publish(talk.repeated(first));
            JsonNode again = client.next("ack");
            assertThat(again.path("seq").asLong()).isEqualTo(1);
            assertThat(again.path("messageId").asString())
                    .isEqualTo(first.messageId().toString());
            client.say("m-1", "Something else");
            facts.await(MessageReceived.Said.class, s -> s.body().equals("Something else"));
            facts.publish(talk.refused("m-1"));
            JsonNode error = client.next("error");
            assertThat(error.path("code").asString()).isEqualTo("message_id_reused");
            assertThat(error.path("id").asString()).isEqualTo("m-1");
        }
    }

    @Test
    void aRefusalThatBelongsToNoConversationIsToldAndTheFeedGoesOn() {
        try (PlainClient client = established(ann(""))) {
            client.say("m-1", "Hi");
            facts.await(MessageReceived.Said.class, s -> s.address().equals(talk.address()));
            facts.publish(new MessageUpdated.Refused(
                    Ids.next(),
                    acme.account(),
                    new UUID(0, 0),
                    Instant.now(),
                    talk.address(),
                    "m-1",
                    "invalid-request",
                    "It is no message"));
            assertThat(client.next("error").path("code").asString()).isEqualTo("invalid_request");
            facts.publish(talk.agentSaid(1, "one"));
            assertThat(client.seqs(1)).containsExactly(1L);
        }
    }

    @Test
    void anotherSocketOfTheSessionSeesTheMessageAndNobodyElseDoes() {
        try (PlainClient sender = established(ann(""));
                PlainClient other = established(ann(""));
                PlainClient stranger = established(connect("userId=ann"))) {
            sender.say("m-1", "Hi");
            facts.await(MessageReceived.Said.class, s -> s.address().equals(talk.address()));
            facts.publish(talk.customerSaid(1, "m-1", "Hi"));
            sender.next("ack");
            JsonNode seen = other.next("message");
            assertThat(seen.path("sender").asString()).isEqualTo("customer");
            assertThat(seen.path("id").asString()).isEqualTo("m-1");
            assertThat(stranger.hearsNothingFor(Duration.ofMillis(300))).isTrue();
        }
    }

    @Test
    void whatWasMissedComesBeforeWhatIsLiveOnceAndInOrder() {
        MessageCreated third = talk.agentSaid(3, "three");
        services.record(talk.customerSaid(1, "m-1", "one"), talk.agentSaid(2, "two"), third);
        // told while the feed is read: one that the read has as well, and one that it has not
        services.beforeAnswer(Mono.fromRunnable(() -> {
                    services.beforeAnswer(Mono.empty());
                    facts.publish(third, talk.agentSaid(4, "four"));
                })
                .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())
                .then());
        try (PlainClient client = established(ann("&since=1"))) {
            JsonNode resume = client.next("resume");
            assertThat(resume.path("recovered").asBoolean()).isTrue();
            assertThat(client.seqs(3)).containsExactly(2L, 3L, 4L);
            facts.publish(third, talk.agentSaid(5, "five"));
            assertThat(client.seqs(1)).containsExactly(5L);
        }
    }

    @Test
    void aResumingClientSeesItsOwnMessagesToo() {
        services.record(talk.customerSaid(1, "m-1", "one"), talk.botSaid(2, "two", null));
        try (PlainClient client = established(ann("&since=0"))) {
            client.next("resume");
            JsonNode own = client.next("message");
            assertThat(own.path("id").asString()).isEqualTo("m-1");
            assertThat(own.path("sender").asString()).isEqualTo("customer");
            assertThat(client.next("message").path("seq").asLong()).isEqualTo(2);
        }
    }

    @Test
    void aLiveGapIsReadFromTheOwner() {
        try (PlainClient client = established(ann(""))) {
            facts.publish(talk.agentSaid(1, "one"));
            assertThat(client.seqs(1)).containsExactly(1L);
            services.record(talk.agentSaid(1, "one"), talk.agentSaid(2, "two"), talk.agentSaid(3, "three"));
            facts.publish(talk.agentSaid(3, "three"), talk.agentSaid(4, "four"));
            assertThat(client.seqs(3)).containsExactly(2L, 3L, 4L);
        }
    }

    @Test
    void aThousandMissedMessagesComeAndMoreAreToBeReloaded() {
        MessageCreated[] many = new MessageCreated[1001];
        for (int i = 0; i < many.length; i++) {
            many[i] = talk.agentSaid(i + 1, "number " + (i + 1));
        }
        services.record(many);
        try (PlainClient client = established(ann("&since=1"))) {
            assertThat(client.next("resume").path("recovered").asBoolean()).isTrue();
            assertThat(client.seqs(1000)).isSorted().doesNotHaveDuplicates().endsWith(1001L);
        }
        try (PlainClient client = established(ann("&since=0"))) {
            JsonNode resume = client.next("resume");
            assertThat(resume.path("recovered").asBoolean()).isFalse();
            assertThat(resume.path("lastSeq").asLong()).isEqualTo(1001);
            facts.publish(talk.agentSaid(1002, "next"));
            assertThat(client.seqs(1)).containsExactly(1002L);
        }
    }

    @Test
    void aUserIdAloneResumesNothing() {
        services.record(talk.agentSaid(1, "private"));
        try (PlainClient client = established(connect("userId=ann&since=0"))) {
            assertThat(client.next("resume").path("lastSeq").asLong()).isZero();
            facts.publish(talk.agentSaid(2, "private too"));
            assertThat(client.hearsNothingFor(Duration.ofMillis(300))).isTrue();
        }
    }

    @Test
    void anotherTenantsKeyOpensNothingOfThisSession() {
        Tenant globex = Tenant.named("globex-" + Ids.next());
        facts.publish(globex.facts());
        Awaitility.await().until(() -> accounts.inbox(globex.account(), globex.inbox()) != null);
        services.record(talk.agentSaid(1, "private"));
        try (PlainClient client = PlainClient.connect(
                port, "token=" + globex.publishable() + "&userId=ann&sessionId=" + session + "&since=0")) {
            client.next("connection_established");
            assertThat(client.next("resume").path("lastSeq").asLong()).isZero();
            facts.publish(talk.agentSaid(2, "private too"));
            assertThat(client.hearsNothingFor(Duration.ofMillis(300))).isTrue();
            client.say("m-1", "Hi");
            MessageReceived.Said said = facts.await(
                    MessageReceived.Said.class, s -> session.equals(s.address().thread()));
            assertThat(said.accountId()).isEqualTo(globex.account());
        }
    }

    @Test
    void aWrongFrameIsAnsweredWithItsIdAndTheSocketStays() {
        try (PlainClient client = established(ann(""))) {
            assertThat(wrong(client, "{nonsense").path("code").asString()).isEqualTo("invalid_request");
            assertThat(wrong(client, "{\"type\":\"text\",\"id\":\"w-1\",\"text\":5}")
                            .path("id")
                            .asString())
                    .isEqualTo("w-1");
            assertThat(wrong(client, "{\"type\":\"dance\",\"id\":\"w-2\"}")
                            .path("id")
                            .asString())
                    .isEqualTo("w-2");
            assertThat(wrong(client, "{\"type\":\"text\",\"id\":\"" + "x".repeat(201) + "\",\"text\":\"a\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("invalid_request");
            assertThat(wrong(client, "{\"type\":\"audio\",\"id\":\"w-3\",\"audio\":\"aGk=\"}")
                            .path("code")
                            .asString())
                    .isEqualTo("unsupported_media_type");
            client.say("m-1", "Hi");
            facts.await(MessageReceived.Said.class, s -> s.address().equals(talk.address()));
        }
    }

    private static JsonNode wrong(PlainClient client, String frame) {
        return client.send(frame).next("error");
    }
}
