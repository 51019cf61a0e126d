package dev.switchboard.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.switchboard.suite.Installation;

/// The console as its agent uses it.
record Console(Page page) {
    private static final LocatorAssertions.IsVisibleOptions IN_TIME =
            new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

    static Console logIn(Tab tab, Installation suite, String email) {
        Console console = new Console(tab.open(suite.http("/app/inbox/all")));
        console.page().getByLabel("E-mail").fill(email);
        console.page().getByLabel("Password").fill("switchboard-demo");
        console.page().keyboard().press("Enter");
        console.await(console.page().locator(".list-head"));
        return console;
    }

    /// A conversation in the list.
    Locator row(String id) {
        return page.locator(".row a[href$='/" + id + "']");
    }

    /// To another screen, as a link goes there.
    void go(String path) {
        Object _ = page.evaluate(
                "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')) }",
                "/app" + path);
    }

    /// Of the dialog that is open.
    Locator field(String name) {
        return page.locator("dialog [name=" + name + "]");
    }

    /// The bubble that shows a text.
    Locator message(String text) {
        return page.locator(".timeline .bubble", new Page.LocatorOptions().setHasText(text))
                .first();
    }

    /// Its row shows what was said last, which is soon the AI's: so the conversation is named, and then its message.
    void open(String id, String text) {
        await(row(id));
        row(id).click();
        await(message(text));
    }

    /// @param key `r` for a reply, `n` for a note
    void write(String key, String text) {
        page.locator(".timeline").focus();
        page.keyboard().press(key);
        page.locator(".composer textarea").fill(text);
        page.keyboard().press("Enter");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void await(Locator locator) {
        PlaywrightAssertions.assertThat(locator).isVisible(IN_TIME);
    }
}
