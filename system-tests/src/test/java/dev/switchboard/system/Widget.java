package dev.switchboard.system;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.switchboard.suite.Installation;
import java.net.URI;
import java.util.List;

/// The chat as its visitor uses it.
record Widget(Page page) {
    private static final String ACME = "0199d3a0-0000-7000-8000-000000000001";
    private static final LocatorAssertions.IsVisibleOptions IN_TIME =
            new LocatorAssertions.IsVisibleOptions().setTimeout(20_000);

    /// @param more parameters, each with its `&`
    static URI address(Installation suite, String more) {
        return suite.http("/chat?token=" + ACME + more);
    }

    static Widget open(Tab tab, URI address) {
        return new Widget(tab.open(address));
    }

    void say(String text) {
        page.locator("textarea").first().fill(text);
        page.keyboard().press("Enter");
    }

    /// The texts of all messages, in their order.
    List<String> messages() {
        return page.locator(".list .bubble").allInnerTexts().stream()
                .map(String::strip)
                .toList();
    }

    Locator message(String text) {
        return page.locator(".list .bubble", new Page.LocatorOptions().setHasText(text));
    }

    void await(Locator locator) {
        PlaywrightAssertions.assertThat(locator).isVisible(IN_TIME);
    }

    void await(String text) {
        await(message(text).first());
    }
}
