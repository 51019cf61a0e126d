package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import dev.switchboard.suite.Installation;
import dev.switchboard.suite.RunningSuite;
import dev.switchboard.system.WebBrowser.Look;
import dev.switchboard.visitor.Frame;
import dev.switchboard.visitor.Visitor;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What an administrator sets up in the console, what becomes of it in a conversation, and why the AI said what it
/// said.
@ExtendWith({SharedSuite.class, WebBrowser.Shared.class})
class SettingsBrowserSystemTests {
    private static final List<String> SCREENS = List.of(
            "/settings/me",
            "/settings/replies",
            "/settings/people",
            "/settings/teams",
            "/settings/inboxes",
            "/settings/channels",
            "/settings/hours",
            "/settings/surveys",
            "/settings/automation",
            "/settings/keys",
            "/settings/webhooks",
            "/settings/customers",
            "/settings/transfer",
            "/settings/letters",
            "/settings/audit");

    private final Installation suite;
    private final WebBrowser browser;
    private final Desk admin;
    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    SettingsBrowserSystemTests(RunningSuite running, WebBrowser browser) {
        this.suite = running.installation();
        this.browser = browser;
        this.admin = Desk.logIn(suite, "admin@acme.test");
    }

    @Test
    void everySettingIsReadOnATelephoneInTheDarkFromRightToLeft() {
        try (Tab tab = browser.tab(Look.NARROW.inTheDark())) {
            Console console = Console.logIn(tab, suite, "admin@acme.test");
            Object _ = console.page().evaluate("document.documentElement.dir = 'rtl'");
            for (String screen : SCREENS) {
                console.go(screen);
                console.await(console.page().locator(".section").first());
                tab.assertAccessible();
                tab.picture("settings-" + screen.substring(screen.lastIndexOf('/') + 1));
            }
            tab.assertClean(suite.http("/"));
        }
    }

    @Test
    void whatIsSetUpHappensInAConversationAndTheAnswerCanBeExplained() {
        String inbox = "Shop " + mark;
        assertThat(admin.http()
                        .post(
                                suite.http("/api/inboxes"),
                                "{\"inbox\":{\"name\":\"%s\",\"channel\":\"web\"}}".formatted(inbox))
                        .status())
                .isEqualTo(201);
        try (Tab tab = browser.tab(Look.WIDE);
                Visitor visitor = Visitor.connect(suite, "pk_demo_acme", "visitor-" + mark, "session-" + mark)) {
            Console console = Console.logIn(tab, suite, "admin@acme.test");
            Page page = console.page();
            aTeam(console);
            hoursAndAPromise(console, inbox);
            tab.assertAccessible();
            aRuleAndAMacro(console);
            tab.assertAccessible();

            visitor.say("m-1", "How do I return an item?");
            Frame _ = visitor.awaitMessageFrom("ai");
            visitor.say("m-2", "How long does shipping take? My order is " + mark);
            console.go("/inbox/all");
            Locator row = page.locator(".row a", new Page.LocatorOptions().setHasText("tagged-" + mark));
            console.await(row);
            row.click();
            // the answer to the first question, whatever comes meanwhile of the second
            Locator answer = page.locator(".message[data-seq='2']");
            answer.locator(".evidence summary").click();
            answer.getByText("How this answer came about").click();
            console.await(page.getByText("The AI answered"));
            assertThat(page.locator(".record blockquote").first().innerText()).isEqualTo("How do I return an item?");
            assertThat(page.locator(".passages li").count()).isPositive();
            tab.assertAccessible();
            tab.picture("console-answers");

            var _ = page.goBack();
            console.await(page.locator(".timeline"));
            page.locator(".timeline").focus();
            helpForWriting(console, tab);
            page.keyboard().press("m");
            choose(page, "Solved " + mark);
            console.await(console.button("Reopen"));
            tab.assertClean(suite.http("/"));
        }
    }

    @Test
    void whoIsBroughtInFromAFileAndWhoIsErasedCanBeFollowed() {
        try (Tab tab = browser.tab(Look.WIDE);
                Visitor visitor = Visitor.connect(suite, "pk_demo_acme", "visitor-" + mark, "session-" + mark)) {
            visitor.say("m-1", "Forget me, " + mark);
            String conversation = admin.awaitConversationWith(mark);
            Console console = Console.logIn(tab, suite, "admin@acme.test");
            Page page = console.page();
            console.go("/settings/transfer");
            String file =
                    "external_id,name,email\n" + mark + ",\"Ada,\nof the file\"," + mark + "@example.test\n,Nobody,\n";
            page.locator("input[type=file]")
                    .setInputFiles(new FilePayload("customers.csv", "text/csv", file.getBytes()));
            console.button("Import").click();
            console.await(page.getByText("2 of 2 lines of customers.csv, 1 created, 1 failed"));
            console.await(page.locator(".outcome td", new Page.LocatorOptions().setHasText("external id")));
            tab.assertAccessible();

            console.go("/inbox/all/" + conversation);
            console.button("Erase").click();
            page.locator("dialog footer .is-danger").click();
            console.await(page.locator("dialog").getByText("Complete"));
            tab.assertAccessible();
            tab.picture("console-certificate");
            // on a slow machine the certificate is asked for before anything of it has been heard there
            assertThat(tab.takeTroubles()).allMatch(trouble -> trouble.contains("404"));
            tab.assertClean(suite.http("/"));
        }
    }

    /// Without a language model: a suggestion is a passage, and what takes a model says so.
    private static void helpForWriting(Console console, Tab tab) {
        Page page = console.page();
        page.keyboard().press("c");
        choose(page, "Suggest a reply");
        console.await(page.locator(".copilot .markdown"));
        tab.assertAccessible();
        tab.picture("console-copilot");
        console.button("Use it").click();
        Locator field = page.locator(".composer textarea");
        PlaywrightAssertions.assertThat(field).not().hasValue("");
        String suggested = field.inputValue();
        field.press("Control+j");
        choose(page, "Rewrite: shorter");
        console.await(page.getByText("none is set up here"));
        assertThat(field.inputValue()).isEqualTo(suggested);
        assertThat(tab.takeTroubles()).allMatch(trouble -> trouble.contains("409"));
        page.locator(".timeline").focus();
    }

    private static void choose(Page page, String option) {
        page.locator(".picker-input").fill(option);
        page.keyboard().press("Enter");
    }

    private void aTeam(Console console) {
        console.go("/settings/teams");
        console.button("New team").click();
        console.field("name").fill("Returns " + mark);
        console.page()
                .getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Jane Smith"))
                .check();
        save(console, "Returns " + mark);
    }

    private void hoursAndAPromise(Console console, String inbox) {
        console.go("/settings/hours");
        console.button("New hours").click();
        List<String> _ = console.field("scope").selectOption(new SelectOption().setLabel(inbox));
        save(console, "Monday to Friday 09:00–17:00");
        console.button("New policy").click();
        console.field("name").fill("Fast " + mark);
        List<String> _ = console.field("inbox").selectOption(new SelectOption().setLabel(inbox));
        console.field("first").fill("2");
        save(console, "within 2 hours");
    }

    private void aRuleAndAMacro(Console console) {
        Page page = console.page();
        console.go("/settings/automation");
        console.button("New rule").click();
        console.field("name").fill("Thanks " + mark);
        console.button("A condition").click();
        page.getByLabel("Words, one on each line").fill(mark);
        page.getByLabel("Add the tag").fill("tagged-" + mark);
        save(console, "Thanks " + mark);
        console.button("New macro").click();
        console.field("name").fill("Solved " + mark);
        List<String> _ = page.getByLabel("Do", new Page.GetByLabelOptions().setExact(true))
                .selectOption("set_status");
        List<String> _ = page.getByLabel("Set the status to").selectOption("resolved");
        save(console, "Solved " + mark);
    }

    private static void save(Console console, String shown) {
        console.button("Save").click();
        console.await(console.page()
                .locator(".section td", new Page.LocatorOptions().setHasText(shown))
                .first());
    }
}
