package dev.switchboard.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.channel.ChannelServiceApplication;
import dev.switchboard.channel.Emulated;
import dev.switchboard.channel.TestGateway;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.CustomerUpdated;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.DeliveryUpdated.Status;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived.Said;
import dev.switchboard.common.contract.MessageReceived.SentOutside;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// A mailbox on a real server, read over IMAP and written from over SMTP.
@SwitchboardIntegrationTest(ChannelServiceApplication.class)
class EmailIntegrationTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final UUID ACCOUNT = Ids.next();
    private static final UUID INBOX = Ids.next();
    private static final UUID SES = Ids.next();
    private static final TestGateway GATEWAY = new TestGateway();
    private static final Emulated EMULATORS = new Emulated(GATEWAY.url());

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("SNS_EMULATOR_URL", () -> EMULATORS.url().replace("localhost", "127.0.0.1"));
        registry.add("EGRESS_ALLOW", () -> "127.0.0.1,::1");
        registry.add("switchboard.mail.listener.pause", () -> "200ms");
        registry.add("switchboard.mail.listener.poll", () -> "100ms");
        registry.add("switchboard.missed-replies.after", () -> "2s");
        registry.add("switchboard.missed-replies.poll", () -> "100ms");
        registry.add("switchboard.delivery.poll", () -> "100ms");
    }

    @AfterAll
    static void stop() {
        EMULATORS.close();
        GATEWAY.close();
    }

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    @Autowired
    Blobs blobs;

    @Autowired
    DatabaseClient database;

    @LocalServerPort
    int port;

    @BeforeEach
    void connect() {
        GATEWAY.serve("http://localhost:" + port, client.token(new Caller.Anonymous()));
        connect(INBOX, EMULATORS.mailbox("127.0.0.1", "demo-mail"));
    }

    private void connect(UUID inbox, String settings) {
        connect(inbox, "email", settings);
    }

    private void connect(UUID inbox, String provider, String settings) {
        client.as(Callers.operator())
                .put()
                .uri("/internal/provider-accounts/" + inbox)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"accountId\": \"%s\", \"provider\": \"%s\", \"settings\": %s}"
                        .formatted(ACCOUNT, provider, settings))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void answersOfTheCustomerComeBackIntoTheirThreadHoweverTheyAreMade() {
        String jane = unique("jane");
        play("{'from':'%s','name':'Jane','subject':'Broken parcel','text':'It came in pieces.'}".formatted(jane));
        Said first = said(jane, "Broken parcel\n\nIt came in pieces.");
        assertThat(first.profile().email()).isEqualTo(jane);
        assertThat(first.metadata()).containsEntry("mail_subject", "Broken parcel");

        Attachment label = new Attachment(Ids.next(), "label.pdf", "application/pdf", 4, null);
        UUID kept = blobs.keep(ACCOUNT, "desk", "%PDF".getBytes(StandardCharsets.US_ASCII))
                .block(PATIENCE);
        MessageCreated reply = reply(
                first.address(),
                "We send another one.",
                Author.agent(Ids.next(), "Omar", 1),
                List.of(new Attachment(kept, label.name(), label.contentType(), 4, null)));
        facts.publish(reply);
        awaitStatus(reply, Status.SENT);
        Emulated.Sent sent = sentTo(jane).getFirst();
        assertThat(sent.text()).isEqualTo("We send another one.");
        assertThat(sent.subject()).isEqualTo("Re: Broken parcel");
        assertThat(sent.thread()).isEqualTo("<" + first.metadata().get("mail_message_id") + ">");

        play("""
                {'from':'%s','subject':'Re: Broken parcel','inReplyTo':'%s',
                 'text':'Thank you!\\n\\nOn Monday, Acme wrote:\\n> We send another one.'}""".formatted(jane, sent.id()));
        Said quoted = said(jane, "Thank you!");
        assertThat(quoted.address()).isEqualTo(first.address());
        assertThat(quoted.metadata().get("mail_full_text")).endsWith("> We send another one.");

        String thread = first.metadata().get("mail_thread");
        play("{'from':'%s','subject':'Other words','to':'support+%s@acme.test','text':'By address'}"
                .formatted(jane, thread));
        assertThat(said(jane, "By address").address()).isEqualTo(first.address());

        play("{'from':'%s','subject':'AW: Broken parcel','text':'By subject'}".formatted(jane));
        assertThat(said(jane, "By subject").address()).isEqualTo(first.address());

        String omar = unique("omar");
        play(
                "{'from':'%s','subject':'Re: Broken parcel','inReplyTo':'%s','to':'support+%s@acme.test','text':'Let me in'}"
                        .formatted(omar, sent.id(), thread));
        assertThat(said(omar, "Re: Broken parcel\n\nLet me in").address()).isNotEqualTo(first.address());
    }

    @Test
    void machinesAreNotTalkedTo() {
        String machine = unique("machine");
        for (String header :
                List.of("'Auto-Submitted':'auto-replied'", "'Precedence':'bulk'", "'X-Auto-Response-Suppress':'All'")) {
            play("{'from':'%s','text':'Away','headers':{%s}}".formatted(machine, header));
        }
        play("{'from':'support@acme.test','text':'From ourselves'}");
        String person = unique("person");
        play("{'from':'%s','subject':'','text':'Hello'}".formatted(person));
        Said told = said(person, "Hello");
        assertThat(facts.told(Said.class))
                .extracting(said -> said.address().identity())
                .doesNotContain(machine, "support@acme.test");
        MessageCreated reply = reply(told.address(), "Hello, I am a bot", Author.bot(), List.of());
        facts.publish(reply);
        awaitStatus(reply, Status.SENT);
        client.as(Callers.adminOf(ACCOUNT))
                .get()
                .uri("/api/inbound_events?provider=email&limit=100")
                .exchange()
                .expectBody()
                .jsonPath("$.data[*].events[?(@.outcome == 'ignored')]")
                .value(ignored -> assertThat(ignored)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                        .hasSizeGreaterThanOrEqualTo(4));
    }

    @Test
    void aMailThatComesBackHasFailedWithCauseAndAdvice() {
        MessageCreated reply = reply(
                new Address(INBOX, Channel.EMAIL, unique("gone"), null), "Are you there?", Author.bot(), List.of());
        facts.publish(reply);
        String id = String.valueOf(awaitStatus(reply, Status.SENT).providerMessageId());
        play("{'from':'mailer-daemon@example.com','subject':'Undelivered','bounceOf':'%s'}"
                .formatted(sentTo(reply.address().identity()).getFirst().id()));
        assertThat(awaitStatus(reply, Status.FAILED).reason())
                .as(id)
                .contains("There is no such mailbox", "User unknown", "check the address");
    }

    @Test
    void filesComeInAndHtmlIsReadAsWords() {
        String jane = unique("jane");
        play("""
                {'from':'%s','subject':'','html':'<p>See <b>this</b></p><script>x()</script>',
                 'file':{'name':'photo.png','contentType':'image/png','base64':'%s'}}""".formatted(jane, java.util.Base64.getEncoder().encodeToString(new byte[5000])));
        Said said = said(jane, "See this");
        Attachment photo = said.attachments().getFirst();
        assertThat(photo.name()).isEqualTo("photo.png");
        assertThat(blobs.read(ACCOUNT, photo.id()).block(PATIENCE)).hasSize(5000);
    }

    @Test
    void whatComesWhileTheMailboxIsNotReadIsReadOnceAfterwards() {
        listener("stop", "stopped");
        listener("stop", "stopped");
        String jane = unique("jane");
        IntStream.range(0, 5).forEach(i -> play("{'from':'%s','subject':'Mail %d','text':'x'}".formatted(jane, i)));
        assertThat(connections("$.connections[0].health")).isEqualTo("disabled");
        listener("start", "started");
        said(jane, "Mail 4\n\nx");
        assertThat(facts.told(Said.class).stream()
                        .filter(said -> said.address().identity().equals(jane))
                        .map(Said::body))
                .containsExactly("Mail 0\n\nx", "Mail 1\n\nx", "Mail 2\n\nx", "Mail 3\n\nx", "Mail 4\n\nx");

        connect(INBOX, EMULATORS.mailbox("127.0.0.1", "wrong"));
        await().untilAsserted(() -> assertThat(connections("$.connections[0].error"))
                .isEqualTo("The server does not accept the name or the password"));
        play("{'from':'%s','subject':'','text':'While it was down'}".formatted(jane));
        connect(INBOX, EMULATORS.mailbox("127.0.0.1", "demo-mail"));
        listener("start", "started");
        said(jane, "While it was down");
        await().untilAsserted(
                        () -> assertThat(connections("$.connections[0].health")).isEqualTo("healthy"));
    }

    @Test
    void noMailboxLeadsIntoThePrivateNetwork() {
        UUID inbox = Ids.next();
        connect(inbox, EMULATORS.mailbox("169.254.169.254", "demo-mail").replace("support@", "inside@"));
        await().untilAsserted(() -> assertThat(connections("$.connections[?(@.inboxId == '" + inbox + "')].error"))
                .contains("private or reserved address"));
        client.as(Callers.adminOf(ACCOUNT))
                .delete()
                .uri("/api/provider_accounts/" + inbox)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    @Test
    void aMailThatIsSentDirectlyIsRecordedAndItsAnswerFindsIt() {
        String jane = unique("jane");
        String body = "{\"to\":\"%s\",\"subject\":\"Your Support Request\",\"html\":\"<p>Thank you</p>\",\"id\":\"%s\"}"
                .formatted(jane, jane);
        String answer = post("/api/channels/email/send", body, 200);
        assertThat(answer).contains("\"status\":\"sent\"", "\"messageId\":", "\"timestamp\":");
        assertThat(post("/api/channels/email/send", body, 200).replaceAll("timestamp.*", ""))
                .isEqualTo(answer.replaceAll("timestamp.*", ""));
        assertThat(sentTo(jane)).hasSize(1);
        SentOutside recorded =
                facts.await(SentOutside.class, sent -> sent.address().identity().equals(jane));
        assertThat(recorded.body()).isEqualTo("Your Support Request\n\nThank you");
        String processed = post(
                "/api/channels/email/process",
                """
                {"from":"%s","subject":"Re: Your Support Request","text":"My order number is #12345.","threadId":"%s",
                 "attachments":[{"name":"a.txt","content_type":"text/plain","content_base64":"aGk="}]}""".formatted(jane, recorded.address().thread()),
                200);
        assertThat(processed).contains("\"status\":\"processed\"", "\"messageId\":");
        Said said = said(jane, "My order number is #12345.");
        assertThat(said.address()).isEqualTo(recorded.address());
        assertThat(said.attachments()).hasSize(1);
        post("/api/channels/email/send", "{\"to\":\"nobody\",\"text\":\"x\"}", 400);
        post("/api/channels/email/process", "{\"raw\":\"%%%\"}", 400);
        post("/api/channels/email/send", "{\"to\":\"a@example.com\",\"text\":\"x\"}", 400);
        client.as(Callers.agentOf(ACCOUNT))
                .post()
                .uri("/api/channels/email/listener/stop")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void whatSesTellsThroughSnsIsTakenWhereItsSignatureHoldsAndNowhereElse() {
        connect(SES, "ses", EMULATORS.ses());
        String jane = unique("jane");
        EMULATORS
                .play("ses", "{\"from\":\"%s\",\"subject\":\"\",\"text\":\"Through SNS\"}".formatted(jane))
                .expectStatus()
                .isOk();
        Said said = said(jane, "Through SNS");
        assertThat(said.address().inboxId()).isEqualTo(SES);
        EMULATORS
                .play("ses?version=1", "{\"from\":\"%s\",\"subject\":\"\",\"text\":\"Version one\"}".formatted(jane))
                .expectStatus()
                .isOk();
        said(jane, "Version one");
        TestGateway.Call genuine = GATEWAY.last();
        assertThat(refused(genuine, "\"SignatureVersion\":\"1\"", "\"SignatureVersion\":\"2\""))
                .isEqualTo(401);
        assertThat(refused(genuine, "\"Timestamp\":\"20", "\"Timestamp\":\"19")).isEqualTo(401);
        assertThat(refused(genuine, "demo-mail", "other-mail")).isEqualTo(401);
        assertThat(refused(genuine, "127.0.0.1:", "localhost:")).isEqualTo(401);
        assertThat(refused(genuine, "http://127.0.0.1", "https://sns.us-east-1.amazonaws.com.evil.example"))
                .isEqualTo(401);

        MessageCreated reply = reply(said.address(), "Answer of SES", Author.bot(), List.of());
        facts.publish(reply);
        String id = String.valueOf(awaitStatus(reply, Status.SENT).providerMessageId());
        EMULATORS.play("ses", "{\"from\":\"%s\",\"bounceOf\":\"%s\"}".formatted(jane, id));
        assertThat(awaitStatus(reply, Status.FAILED).reason()).contains("There is no such mailbox");

        EMULATORS.play("ses/subscription", "{}").expectStatus().isOk();
        assertThat(EMULATORS.sent("ses")).extracting(Emulated.Sent::text).contains("confirmed");
    }

    @Test
    void whatAVisitorHasLeftBeforeGoesOnByMailAndItsAnswerComesBackIntoTheChat() {
        String jane = unique("jane");
        UUID customer = Ids.next();
        facts.publish(new CustomerUpdated.Created(
                Ids.next(), ACCOUNT, customer, Instant.now(), new Profile("Jane", jane, null)));
        await().untilAsserted(() -> assertThat(database.sql("SELECT email FROM visitor_contact WHERE customer_id = $1")
                        .bind(0, customer)
                        .mapValue(String.class)
                        .one()
                        .block(PATIENCE))
                .isEqualTo(jane));
        Address chat = new Address(Ids.next(), Channel.WEB, "visitor-" + customer, "session-1");
        MessageCreated first = chatReply(chat, customer, "Your parcel is found.");
        MessageCreated seen = chatReply(chat, customer, "Seen on the page.");
        facts.publish(new MessageUpdated.Seen(
                Ids.next(),
                ACCOUNT,
                seen.conversationId(),
                Instant.now(),
                2,
                Author.customer(customer, "Jane"),
                seen.seq()));
        await().untilAsserted(() -> assertThat(database.sql("SELECT count(*) FROM chat_seen WHERE conversation_id = $1")
                        .bind(0, seen.conversationId())
                        .mapValue(Long.class)
                        .one()
                        .block(PATIENCE))
                .isEqualTo(1));
        facts.publish(seen);
        facts.publish(first);
        facts.publish(chatReply(first, "It comes tomorrow."));
        await().untilAsserted(() -> assertThat(sentTo(jane)).hasSize(1));
        Emulated.Sent mail = sentTo(jane).getFirst();
        assertThat(mail.text()).startsWith("Your parcel is found.\n\nIt comes tomorrow.\n\n-- ");
        play("{'from':'%s','subject':'Re: x','inReplyTo':'%s','text':'Great, thank you'}".formatted(jane, mail.id()));
        Said back = facts.await(Said.class, said -> said.body().equals("Great, thank you"));
        assertThat(back.address()).isEqualTo(chat);
        assertThat(sentTo(jane)).hasSize(1);
    }

    private static MessageCreated chatReply(Address chat, UUID customer, String text) {
        return reply(chat, text, Author.agent(Ids.next(), "Omar", 1), List.of(), Ids.next(), customer);
    }

    private static MessageCreated chatReply(MessageCreated before, String text) {
        return reply(before.address(), text, before.author(), List.of(), before.conversationId(), before.customerId());
    }

    private static int refused(TestGateway.Call genuine, String from, String to) {
        String body = new String(genuine.body(), StandardCharsets.UTF_8);
        assertThat(body).contains(from);
        return GATEWAY.send(genuine.with(body.replace(from, to).getBytes(StandardCharsets.UTF_8)))
                .block(PATIENCE)
                .status();
    }

    private void listener(String act, String status) {
        client.as(Callers.adminOf(ACCOUNT))
                .post()
                .uri("/api/channels/email/listener/" + act)
                .exchange()
                .expectBody()
                .json("{\"status\":\"%s\",\"message\":\"Email listener has been %s\"}".formatted(status, status));
    }

    private String connections(String path) {
        Object[] found = new Object[1];
        client.as(Callers.agentOf(ACCOUNT))
                .get()
                .uri("/api/channels/health")
                .exchange()
                .expectBody()
                .jsonPath(path)
                .value(Object.class, value -> found[0] = value);
        return String.valueOf(found[0]);
    }

    private String post(String path, String body, int status) {
        byte[] answer = client.as(Callers.agentOf(ACCOUNT))
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return answer == null ? "" : new String(answer, StandardCharsets.UTF_8);
    }

    private static String unique(String name) {
        return name + "-" + Ids.next().toString().substring(24) + "@example.com";
    }

    private static void play(String json) {
        EMULATORS.play("email", json.replace('\'', '"')).expectStatus().isOk();
    }

    private static List<Emulated.Sent> sentTo(String address) {
        return EMULATORS.sent("email").stream()
                .filter(sent -> sent.to().equals(address))
                .toList();
    }

    private Said said(String from, String body) {
        return facts.await(
                Said.class,
                said -> said.body().equals(body) && said.address().identity().equals(from));
    }

    private DeliveryUpdated awaitStatus(MessageCreated message, Status status) {
        return facts.await(
                DeliveryUpdated.class, fact -> fact.messageId().equals(message.messageId()) && fact.status() == status);
    }

    private static MessageCreated reply(Address place, String text, Author author, List<Attachment> files) {
        return reply(place, text, author, files, Ids.next(), Ids.next());
    }

    private static MessageCreated reply(
            Address place, String text, Author author, List<Attachment> files, UUID conversation, UUID customer) {
        return new MessageCreated(
                Ids.next(),
                ACCOUNT,
                conversation,
                Instant.now(),
                Ids.next(),
                1,
                1,
                Owner.BOT,
                0,
                place,
                customer,
                author,
                MessageCreated.Kind.REPLY,
                text,
                files,
                List.of(),
                null,
                null,
                null,
                Map.of(),
                null,
                null);
    }
}
