package dev.switchboard.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// The machine's own Chromium, started once for all tests that ask for it; each `Tab` is a visitor of its own.
/// `./switchboard test` installs Debian's where there is none; without one the tests fail, they are never skipped.
final class WebBrowser implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Playwright playwright;
    private final Browser chromium;

    private WebBrowser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // root has no sandbox, and CI has no larger /dev/shm
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /// Gives tests the one browser; it ends after the last one.
    static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Shared.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == WebBrowser.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(WebBrowser.class, _ -> new WebBrowser(), WebBrowser.class);
        }
    }

    /// How somebody looks at a page.
    ///
    /// @param language as the browser says it
    record Look(int width, int height, boolean dark, String language) {
        static final Look WIDE = new Look(1440, 900, false, "en-US");
        static final Look NARROW = new Look(390, 760, false, "en-US");

        Look inTheDark() {
            return new Look(width, height, true, language);
        }

        Look in(String other) {
            return new Look(width, height, dark, other);
        }
    }

    Tab tab(Look look) {
        return new Tab(chromium, look);
    }

    private static Path executable() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return NAMES.stream()
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no Chromium on the path: apt-get install chromium"));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
