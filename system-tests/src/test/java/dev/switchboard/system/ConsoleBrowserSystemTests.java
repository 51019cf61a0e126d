package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.WebBrowser.Look;
import dev.switchboard.system.attack.Corpus;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.Visitor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// The console in a real browser: an agent's whole way, a message that cannot be sent, and strangers who mean harm.
@ExtendWith({SharedSuite.class, WebBrowser.Shared.class})
class ConsoleBrowserSystemTests {
    private static final String KEY = "pk_demo_acme";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Installation suite;
    private final WebBrowser browser;
    private final Desk jane;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    ConsoleBrowserSystemTests(RunningSuite running, WebBrowser browser) {
        this.suite = running.installation();
        this.browser = browser;
        this.jane = Desk.logIn(suite, "jane@acme.test");
    }

    private Visitor visitor() {
        return Visitor.connect(suite, KEY, "visitor-" + mark, "session-" + mark);
    }

    @Test
    void anAgentSeesAVisitorComeAnswersNotesAndCloses() {
        try (Tab tab = browser.tab(Look.WIDE);
                Visitor visitor = visitor()) {
            Console console = Console.logIn(tab, suite, "jane@acme.test");
            tab.assertAccessible();
            visitor.say("m-1", "Where is order " + mark + "?");
            console.open(recorded(), mark);
            console.write("r", "I am looking for it, **" + mark + "**");
            Frame heard = visitor.await("Jane's answer", frame -> says(frame, "I am looking"));
            assertThat(heard.text()).contains(mark);
            console.write("n", "secret " + mark);
            console.await(console.page().locator(".message.is-note:not(.is-sending)"));
            tab.assertAccessible();
            tab.picture("console-light");
            visitor.say("m-2", "Thank you " + mark);
            console.await(console.message("Thank you " + mark));
            console.page().locator(".timeline").focus();
            console.page().keyboard().press("e");
            console.await(console.button("Reopen"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> conversation().path("status").asString().equals("closed"));
            assertThat(visitor.listen(Duration.ofMillis(500)))
                    .as("notes are for colleagues")
                    .noneMatch(frame -> says(frame, "secret"));
            tab.assertClean(suite.http("/"));
        }
    }

    @Test
    void whatCouldNotBeSentSaysSoOutlivesAReloadAndIsSentOnce() {
        try (Tab tab = browser.tab(Look.NARROW.inTheDark());
                Visitor visitor = visitor()) {
            Console console = Console.logIn(tab, suite, "jane@acme.test");
            Page page = console.page();
            visitor.say("m-1", "Hello " + mark);
            console.open(recorded(), mark);
            page.route("**/api/messages", Route::abort);
            console.write("r", "once " + mark);
            console.await(page.getByText("Not sent."));
            tab.assertAccessible();
            tab.picture("console-phone");
            page.locator(".composer textarea").fill("a draft " + mark);
            var _ = page.reload();
            console.await(page.getByText("Not sent."));
            assertThat(page.locator(".composer textarea").inputValue()).isEqualTo("a draft " + mark);
            // the server takes it, and its answer is lost
            page.unroute("**/api/messages");
            page.route("**/api/messages", route -> {
                var _ = route.fetch();
                route.abort();
            });
            console.button("Try again").click();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> page.locator(".timeline .message.is-failed, .timeline .message.is-sending")
                                    .count()
                            == 0);
            assertThat(page.locator(".timeline .bubble", new Page.LocatorOptions().setHasText("once " + mark))
                            .count())
                    .isOne();
            assertThat(conversation()
                            .path("messages")
                            .valueStream()
                            .filter(message -> message.path("body").asString().equals("once " + mark)))
                    .hasSize(1);
            assertThat(tab.takeTroubles()).allMatch(trouble -> trouble.contains("ERR_FAILED"));
        }
    }

    @Test
    void whoAsksTooOftenIsToldSoAndGoesOnWhenTheServerAllowsIt() {
        try (Tab tab = browser.tab(Look.WIDE);
                Visitor visitor = visitor()) {
            visitor.say("m-1", "Hello " + mark);
            String id = recorded();
            tab.page()
                    .route(
                            "**/api/conversations?*",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(429)
                                    .setHeaders(Map.of("Retry-After", "2"))
                                    .setBody("{}")),
                            new Page.RouteOptions().setTimes(1));
            Console console = Console.logIn(tab, suite, "jane@acme.test");
            console.await(console.page().getByText("Too many requests."));
            console.await(console.row(id));
            assertThat(tab.takeTroubles()).allMatch(trouble -> trouble.contains("429"));
        }
    }

    @Test
    void whatIsToldBeforeAConversationWasLoadedWaitsForTheRest() {
        try (Tab tab = browser.tab(Look.WIDE);
                Visitor visitor = visitor()) {
            visitor.say("m-1", "How do I return order " + mark + "?");
            String id = recorded();
            Frame _ = visitor.awaitMessageFrom("ai");
            Console console = Console.logIn(tab, suite, "jane@acme.test");
            Page page = console.page();
            console.await(console.row(id));
            String before = console.row(id).locator(".row-text").innerText();
            List<Route> held = new ArrayList<>();
            page.route("**/api/conversations/" + id, held::add);
            console.row(id).click();
            console.await(page.locator(".timeline"));
            visitor.say("m-2", "And another, " + mark);
            PlaywrightAssertions.assertThat(console.row(id).locator(".row-text"))
                    .not()
                    .hasText(before, new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis()));
            assertThat(page.locator(".timeline .bubble").count()).isZero();
            page.unroute("**/api/conversations/" + id);
            held.forEach(Route::resume);
            console.await(console.message("How do I return order"));
            console.await(console.message("And another"));
            tab.assertClean(suite.http("/"));
        }
    }

    @Test
    void whatStrangersWriteIsShownAsText() {
        List<String> bombs = List.of(
                "<img src=x onerror=alert(1)>" + mark,
                "<script>alert(2)</script>",
                "[click](javascript:alert(3))",
                "![x](https://evil.test/leak)",
                "<svg/onload=alert(4)>",
                "\"><iframe src=javascript:alert(5)>");
        try (Tab tab = browser.tab(Look.WIDE);
                Visitor visitor = visitor()) {
            for (int i = 0; i < bombs.size(); i++) {
                visitor.say("m-" + i, bombs.get(i));
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> conversation()
                            .path("messages")
                            .valueStream()
                            .anyMatch(message -> message.path("body").asString().equals(bombs.getLast())));
            String customer = conversation().path("customer_id").asString();
            String id = conversation().path("id").asString();
            assertThat(jane.put(
                                    "/api/customers/" + customer,
                                    "{\"customer\":{\"name\":\"<img src=x onerror=alert(6)>" + mark
                                            + "\",\"metadata\":{\"<b>key\":\"<img src=x onerror=alert(7)>\"}}}")
                            .status())
                    .isEqualTo(200);
            assertThat(jane.put(
                                    "/api/conversations/" + id,
                                    "{\"conversation\":{\"subject\":\"<img src=x onerror=alert(8)>" + mark
                                            + "\",\"tags\":[\"<i>" + mark + "</i>\"]}}")
                            .status())
                    .isEqualTo(200);
            Console console = Console.logIn(tab, suite, "jane@acme.test");
            Page page = console.page();
            var _ = page.navigate(suite.http("/app/inbox/all/" + id).toString());
            for (String bomb : bombs) {
                console.await(console.message(bomb));
            }
            List<String> corpus = Corpus.together("xss", 68);
            for (int i = 0; i < corpus.size(); i++) {
                visitor.say("c-" + i, corpus.get(i));
            }
            String last = corpus.getLast();
            console.await(console.message(last.substring(last.lastIndexOf('\n') + 1)));
            assertThat(page.locator(".conversation-head h1").innerText()).contains("<img src=x onerror=alert(8)>");
            console.await(page.locator(".panel h2", new Page.LocatorOptions().setHasText("<img src=x")));
            assertThat(page.locator("#app :is(img, script, iframe, object, embed, base, svg[onload], [onerror])")
                            .count())
                    .isZero();
            assertThat(page.locator(".timeline .bubble a").all())
                    .extracting(link -> link.getAttribute("href"))
                    .allMatch(href -> href.startsWith("https://"));
            tab.assertClean(suite.http("/"));
        }
    }

    private static boolean says(Frame frame, String text) {
        return frame.text() != null && frame.text().contains(text);
    }

    private String recorded() {
        return jane.awaitConversationWith(mark);
    }

    /// This visitor's; nothing while there is none.
    private JsonNode conversation() {
        return jane.conversationWith(mark);
    }
}
