package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.chaos.FrontDoor;
import dev.switchboard.chaos.Ledger;
import dev.switchboard.suite.Database;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.ResilientVisitor;
import dev.switchboard.visitor.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two replicas of the gateway serve the same conversations, also while one of them is killed.
class TwoGatewaysSystemTests {
    private static final String ACCOUNT = "0199d3a0-0000-7000-8000-000000000002";
    private static final String KEY = "pk_demo_globex";
    private static final int SESSIONS = 8;
    private static final int LINES = 60;

    private static Collector collector;
    private static RunningSuite running;
    private static Installation first;
    private static Installation second;

    private final String run = "two-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() {
        collector = new Collector();
        first = Installation.fresh()
                .with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "500"));
        second = new Installation(first.home(), first.portOffset(), first.gatewayPort() + 10);
        running = first.up("--processes", "--replicas", "gateway=2");
    }

    @AfterAll
    static void stop() {
        running.close();
        collector.close();
    }

    @BeforeEach
    void bothAreUp() {
        await().atMost(Duration.ofMinutes(2)).until(() -> first.isUp() && second.isUp());
    }

    @Test
    void windowsAtBothGatewaysShowOneConversation() {
        try (Visitor here = Visitor.connect(first, KEY, run, run);
                Visitor there = Visitor.connect(second, KEY, run, run)) {
            here.say("m-1", "from the first");
            assertThat(here.await("ack").seq()).isEqualTo(1);
            assertThat(there.await("message").text()).isEqualTo("from the first");
            there.say("m-2", "from the second");
            assertThat(there.await("ack").seq()).isEqualTo(2);
            assertThat(here.await("message").text()).isEqualTo("from the second");
            there.say("m-1", "from the first");
            assertThat(there.await("ack").seq())
                    .as("a repeat at the other gateway is the same message")
                    .isEqualTo(1);
            Desk desk = Desk.logIn(second, "admin@globex.test");
            String conversation =
                    new Database(first).messagesOfSessions(run).getFirst().conversation();
            assertThat(desk.answer(conversation, "from the desk").status()).isEqualTo(201);
            assertThat(here.awaitMessageFrom("agent").seq()).isEqualTo(3);
            assertThat(there.awaitMessageFrom("agent").seq()).isEqualTo(3);
        }
    }

    /// Each span but the first one's hangs on another of the trace, and none says what was said or by whom.
    @Test
    void oneTraceHoldsWhatEveryServiceDidForAMessage() {
        String phone = "4918" + ThreadLocalRandom.current().nextLong(10_000_000L, 99_999_999L);
        String trace = UUID.randomUUID().toString().replace("-", "");
        String question = "How do I return an item?";
        assertThat(new MetaWebhook(first, phone)
                        .deliver(
                                "wamid." + UUID.randomUUID(),
                                question,
                                "traceparent",
                                "00-" + trace + "-00f067aa0ba902b7-01")
                        .status())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            List<Collector.Told> spans = collector.spansOf(trace);
            assertThat(spans.stream().map(span -> span.service() + ": " + span.name()))
                    .contains(
                            "gateway: POST",
                            "channel-service: POST /api/webhooks/whatsapp",
                            "conversation-service: take received",
                            "memory-service: take context",
                            "ai-service: take answer",
                            "ai-service: answer",
                            "conversation-service: take replies",
                            "channel-service: deliver to whatsapp",
                            "conversation-service: INSERT");
            List<String> ids = spans.stream().map(Collector.Told::id).toList();
            assertThat(spans.stream().map(Collector.Told::parent).filter(parent -> !ids.contains(parent)))
                    .containsOnly("00f067aa0ba902b7");
        });
        assertThat(collector.spansOf(trace))
                .noneMatch(span -> span.text().contains(phone) || span.text().contains(question));
    }

    @Test
    void whatIsSaidOverASocketBeginsATraceThatEndsWhereItIsHeard() {
        try (Visitor visitor = Visitor.connect(first, "pk_demo_acme", run, run)) {
            visitor.say("m-1", "How do I return an item?");
            Frame _ = visitor.awaitMessageFrom("ai");
        }
        await().atMost(Duration.ofSeconds(40))
                .until(() -> collector.tracesWith("send message.received").stream()
                        .map(collector::spansOf)
                        .anyMatch(spans -> spans.stream()
                                        .anyMatch(span -> span.name().equals("answer"))
                                && spans.stream()
                                                .filter(span -> span.name().equals("hear message.created"))
                                                .count()
                                        >= 2));
    }

    @Test
    void killedGatewaysLoseAndDoubleNothing() {
        AtomicInteger allowed = new AtomicInteger();
        try (FrontDoor left = new FrontDoor(first, second);
                FrontDoor right = new FrontDoor(second, first)) {
            List<ResilientVisitor> speakers = new ArrayList<>();
            List<ResilientVisitor> watchers = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                FrontDoor speaks = i % 2 == 0 ? left : right;
                FrontDoor watches = i % 2 == 0 ? right : left;
                speakers.add(visitor(speaks, i, LINES, allowed));
                watchers.add(visitor(watches, i, 0, allowed));
            }
            speakers.forEach(Thread::startVirtualThread);
            watchers.forEach(Thread::startVirtualThread);

            killWhileTheySpeak("gateway", speakers, allowed);
            answerFrom(right.suite());
            killWhileTheySpeak("gateway-2", speakers, allowed);
            answerFrom(left.suite());
            allowed.addAndGet(LINES / 3);

            await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged(speakers) == SESSIONS * LINES);
            List<Database.Stored> stored = new Database(first).messagesOfSessions(run);
            await().atMost(Duration.ofSeconds(30))
                    .during(Duration.ofSeconds(2))
                    .untilAsserted(() -> watchers.forEach(watcher -> assertSawAll(watcher, stored)));
            speakers.forEach(ResilientVisitor::stop);
            watchers.forEach(ResilientVisitor::stop);
            mustHold(Ledger.of(speakers, stored));
            assertThat(stored).hasSize(SESSIONS * (LINES + 2));
        }
    }

    private ResilientVisitor visitor(FrontDoor door, int number, int lines, AtomicInteger allowed) {
        return new ResilientVisitor(
                door.suite(),
                KEY,
                run + "-" + number,
                n -> "line " + n,
                Duration.ofMillis(400),
                () -> Math.min(lines, allowed.get()));
    }

    /// Lets more lines be said, and kills while some of them are on their way.
    private static void killWhileTheySpeak(String gateway, List<ResilientVisitor> speakers, AtomicInteger allowed) {
        long pid = running.status().row(gateway).pid();
        int midway = SESSIONS * (allowed.addAndGet(LINES / 3) - LINES / 6);
        await().atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> acknowledged(speakers) > midway);
        kill(pid);
        assertThat(acknowledged(speakers)).as("lines were on their way").isLessThan(SESSIONS * allowed.get());
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> running.status().row(gateway),
                        row -> row.pid() != pid && row.status().equals("up"));
    }

    private static int acknowledged(List<ResilientVisitor> speakers) {
        return speakers.stream().mapToInt(ResilientVisitor::acknowledged).sum();
    }

    private static void kill(long pid) {
        try {
            assertThat(new ProcessBuilder("kill", "-KILL", Long.toString(pid))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A person answers every conversation once.
    private void answerFrom(Installation door) {
        Desk desk = Desk.logIn(door, "admin@globex.test");
        new Database(first)
                .messagesOfSessions(run).stream()
                        .map(Database.Stored::conversation)
                        .collect(Collectors.toSet())
                        .forEach(conversation -> assertThat(
                                        desk.answer(conversation, "I am here.").status())
                                .isEqualTo(201));
    }

    /// Every connection went on where the one before had stopped, without a hole and without a repeat.
    private static void assertSawAll(ResilientVisitor watcher, List<Database.Stored> stored) {
        List<Long> seen = watcher.connections().stream()
                .flatMap(List::stream)
                .map(Frame::place)
                .toList();
        long count =
                stored.stream().filter(m -> m.session().equals(watcher.name())).count();
        assertThat(seen)
                .as(watcher.name())
                .isEqualTo(LongStream.rangeClosed(1, count).boxed().toList());
    }

    private static void mustHold(Ledger ledger) {
        System.out.println("two gateways, each killed once: " + ledger);
        assertThat(ledger.acked()).isEqualTo(SESSIONS * LINES);
        assertThat(ledger.ackedLost()).isZero();
        assertThat(ledger.duplicatesStored()).isZero();
        assertThat(ledger.duplicatesVisible()).isZero();
        assertThat(ledger.orderViolations()).isZero();
        assertThat(ledger.unseen()).isZero();
    }

    @Test
    void whoIsOnlineAtOneIsSeenAtTheOtherAndGoesWithADeadGateway() {
        Desk desk = Desk.logIn(second, "admin@globex.test");
        long pid = running.status().row("gateway").pid();
        try (Visitor _ = Visitor.connect(first, KEY, run, run);
                Visitor stays = Visitor.connect(second, KEY, run + "-stays", run + "-stays")) {
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(online(desk)).contains(run, run + "-stays"));
            kill(pid);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(online(desk)).doesNotContain(run).contains(run + "-stays"));
            stays.say("m-1", "still here");
            assertThat(stays.await("ack").seq()).isEqualTo(1);
        }
    }

    private SocketIoPage page(Installation gateway, Map<String, Object> auth) {
        SocketIoPage page = SocketIoPage.open(
                gateway.http("/").toString(), Map.of("transports", List.of("websocket"), "auth", auth));
        page.connect();
        return page;
    }

    private SocketIoPage visitorPage(Installation gateway) {
        return page(gateway, Map.of("token", KEY, "userId", run, "sessionId", run));
    }

    @Test
    void oneConversationIsTheSameAtBothGatewaysInTwoProtocols() {
        Desk desk = Desk.logIn(second, "admin@globex.test");
        try (SocketIoPage here = visitorPage(first);
                SocketIoPage there = visitorPage(second);
                Visitor plain = Visitor.connect(second, KEY, run, run);
                SocketIoPage console =
                        page(second, Map.of("token", String.valueOf(desk.http().token())))) {
            assertThat(here.ask("message", Map.of("id", "m-1", "text", "from the first"))
                            .path("success")
                            .asBoolean())
                    .isTrue();
            assertThat(there.messageFrom("user").path("text").asString()).isEqualTo("from the first");
            assertThat(plain.await("message").text()).isEqualTo("from the first");
            String conversation =
                    console.messageFrom("user").path("conversationId").asString();
            JsonNode repeated = there.ask("message", Map.of("id", "m-1", "text", "from the first"));
            assertThat(repeated.path("success").asBoolean()).isTrue();
            assertThat(console.ask("message", Map.of("text", "from the desk", "conversationId", conversation))
                            .path("success")
                            .asBoolean())
                    .isTrue();
            assertThat(here.messageFrom("agent").path("seq").asLong()).isEqualTo(2);
            assertThat(there.messageFrom("agent").path("seq").asLong()).isEqualTo(2);
            assertThat(plain.awaitMessageFrom("agent").seq()).isEqualTo(2);
        }
    }

    @Test
    void channelsAtBothGatewaysShareAConversationAndWhoIsThere() {
        Desk desk = Desk.logIn(second, "admin@globex.test");
        PhoenixGuest guest = PhoenixGuest.begin(first);
        String inbox = "notification:" + ACCOUNT;
        try (PhoenixPage customer = PhoenixPage.open(first, "1.7.21", null, Map.of());
                PhoenixPage window = PhoenixPage.open(second, "1.6.16", null, Map.of());
                PhoenixPage agent =
                        PhoenixPage.open(second, "1.8.16", desk.http().token(), Map.of())) {
            assertThat(agent.join(inbox, Map.of()).path("status").asString()).isEqualTo("ok");
            for (PhoenixPage page : List.of(customer, window)) {
                assertThat(page.join(guest.topic(), guest.params())
                                .path("status")
                                .asString())
                        .isEqualTo("ok");
            }
            agent.awaitPresence(inbox, "customer:" + guest.customer());
            JsonNode said = customer.push(guest.topic(), "shout", Map.of("body", "from the first"));
            assertThat(said.path("response").path("seq").asLong()).isEqualTo(1);
            assertThat(window.shout(guest.topic(), "from the first").path("id"))
                    .isEqualTo(said.path("response").path("id"));
            agent.shout(inbox, "from the first");
            assertThat(desk.answer(guest.conversation(), "from the desk").status())
                    .isEqualTo(201);
            customer.shout(guest.topic(), "from the desk");
            window.shout(guest.topic(), "from the desk");
        }
    }

    @Test
    void consolesAreToldOfThoseThatADeadGatewayHadAndOfNobodyElse() {
        String both = run + "-both";
        Desk desk = Desk.logIn(second, "admin@globex.test");
        long pid = running.status().row("gateway").pid();
        try (SocketIoPage console =
                page(second, Map.of("token", String.valueOf(desk.http().token())))) {
            // who comes before the list stands in it, and is not told once more
            JsonNode _ = console.event("online_users_list");
            try (Visitor _ = Visitor.connect(first, KEY, run, run);
                    Visitor _ = Visitor.connect(first, KEY, both, both);
                    Visitor _ = Visitor.connect(second, KEY, both, both)) {
                for (String user : List.of(run, both)) {
                    console.event(
                            "user_online",
                            Duration.ofSeconds(10),
                            online -> online.path("userId").asString().equals(user));
                }
                kill(pid);
                console.event(
                        "user_offline",
                        Duration.ofSeconds(10),
                        offline -> offline.path("userId").asString().equals(run));
                assertThat(console.listen(Duration.ofSeconds(6)))
                        .as("who has a window at the other gateway was never away")
                        .noneMatch(event -> event.path("event").asString().startsWith("user_")
                                && event.path("payload")
                                        .path("userId")
                                        .asString()
                                        .equals(both));
            }
        }
    }

    @Test
    void aLoginThatEndsAtOneGatewayLosesItsSocketsAtBothWithinTwoSeconds() {
        Desk desk = Desk.logIn(second, "admin@globex.test");
        String token = String.valueOf(desk.http().token());
        try (PhoenixPage here = PhoenixPage.open(first, "1.7.21", token, Map.of());
                PhoenixPage there = PhoenixPage.open(second, "1.7.21", token, Map.of());
                SocketIoPage console = page(first, Map.of("token", token));
                SocketIoPage other = page(second, Map.of("token", token))) {
            for (PhoenixPage page : List.of(here, there)) {
                assertThat(page.join("notification:" + ACCOUNT, Map.of())
                                .path("status")
                                .asString())
                        .isEqualTo("ok");
            }
            Http.Answer ended = desk.http().delete(second.http("/api/session"));
            long moment = System.nanoTime();
            assertThat(ended.status()).as(ended.text()).isLessThan(300);
            for (PhoenixPage page : List.of(here, there)) {
                assertThat(page.awaitClosed(left(moment))).isEqualTo(1001);
            }
            for (SocketIoPage page : List.of(console, other)) {
                assertThat(page.await("disconnect", left(moment)).path("reason").asString())
                        .isEqualTo("io server disconnect");
            }
        }
    }

    private static Duration left(long moment) {
        return Duration.ofSeconds(2).minusNanos(System.nanoTime() - moment);
    }

    private static List<String> online(Desk desk) {
        Http.Answer answer = desk.get("/api/chat/online-users?tenantId=" + ACCOUNT);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json()
                .path("users")
                .valueStream()
                .map(user -> user.path("sessionId").asString())
                .toList();
    }
}
