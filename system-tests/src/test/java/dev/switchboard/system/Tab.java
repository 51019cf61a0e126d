package dev.switchboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.switchboard.system.WebBrowser.Look;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A page in a browser of its own, which remembers what went wrong in it and whom it asked.
final class Tab implements AutoCloseable {
    private static final String SCREENSHOTS = System.getProperty("switchboard.screenshots", "");
    private static final double PATIENCE = 20_000;
    private static final String AXE = """
            async () => {
              const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], iframes: false});
              return found.violations
                .filter((each) => ["serious", "critical"].includes(each.impact))
                .map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`);
            }""";

    private final BrowserContext context;
    private final Page page;
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<String> hosts = new CopyOnWriteArrayList<>();

    Tab(Browser browser, Look look) {
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setLocale(look.language()));
        context.setDefaultTimeout(PATIENCE);
        page = context.newPage();
        page.onConsoleMessage(this::said);
        page.onPageError(troubles::add);
        page.onDialog(dialog -> {
            troubles.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> hosts.add(authority(request.url())));
    }

    private void said(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            troubles.add(message.text());
        }
    }

    private static String authority(String url) {
        String authority =
                URI.create(url.replaceAll("[^!-~]|[\\\\^`{|}<>\"]", "_")).getAuthority();
        return authority == null ? "" : authority;
    }

    Page page() {
        return page;
    }

    Page open(URI address) {
        page.navigate(address.toString());
        return page;
    }

    /// What the console complained of since the last call, where a test expects that.
    List<String> takeTroubles() {
        List<String> taken = List.copyOf(troubles);
        troubles.clear();
        return taken;
    }

    /// Nothing was complained of, nothing ran that should not, and nobody else was asked.
    void assertClean(URI home) {
        assertThat(troubles).isEmpty();
        assertThat(hosts).filteredOn(host -> !host.isEmpty()).containsOnly(home.getAuthority());
    }

    /// axe finds nothing serious.
    void assertAccessible() {
        Object _ = page.evaluate(axe());
        assertThat((List<?>) page.evaluate(AXE)).isEmpty();
    }

    /// Kept in the folder that `-Dswitchboard.screenshots` names, where it does.
    void picture(String name) {
        if (!SCREENSHOTS.isEmpty()) {
            byte[] _ = page.screenshot(new Page.ScreenshotOptions().setPath(Path.of(SCREENSHOTS, name + ".png")));
        }
    }

    private static String axe() {
        try (InputStream script = Tab.class.getResourceAsStream("/axe.min.js")) {
            if (script == null) {
                throw new IllegalStateException("axe is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
