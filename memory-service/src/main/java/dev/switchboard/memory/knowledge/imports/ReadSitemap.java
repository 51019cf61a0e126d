package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.common.egress.EgressAnswer;
import dev.switchboard.common.egress.EgressClient;
import dev.switchboard.common.egress.EgressFailed;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reads the pages that a sitemap names, one after the other, of its own host only. No redirect is followed, and no
/// address is called that is not public, unless the operator allows it.
@Component
class ReadSitemap {
    private static final int SITEMAPS = 20;

    private final EgressClient client;
    private final ImportSettings settings;

    ReadSitemap(EgressClient client, ImportSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /// The sitemap itself cannot be read.
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message, null, false, false);
        }
    }

    /// Fails with `Unreadable`.
    Flux<Outcome> pages(String sitemap, @Nullable String category) {
        return document(sitemap)
                .flatMapMany(index -> Flux.concat(
                        Flux.fromIterable(locations(index, "urlset > url > loc")),
                        Flux.fromIterable(locations(index, "sitemapindex > sitemap > loc"))
                                .take(SITEMAPS)
                                .filter(inner -> sameHost(sitemap, inner))
                                .concatMap(this::document)
                                .concatMapIterable(inner -> locations(inner, "urlset > url > loc"))))
                .distinct()
                .take(settings.articles())
                .concatMap(page -> sameHost(sitemap, page)
                        ? page(page, category)
                        : Mono.just(new Outcome.Skipped(page, "is on another host")));
    }

    private Mono<Element> document(String sitemap) {
        return get(sitemap)
                .onErrorMap(
                        ReadSitemap::isEgress,
                        e -> new Unreadable(Objects.requireNonNullElse(e.getMessage(), "cannot be read")))
                .publishOn(Schedulers.boundedElastic())
                .map(answer -> {
                    if (answer.status() != 200 || answer.truncated()) {
                        throw new Unreadable(why(answer));
                    }
                    return Jsoup.parse(answer.text(), sitemap, Parser.xmlParser());
                });
    }

    private Mono<Outcome> page(String url, @Nullable String category) {
        return get(url).publishOn(Schedulers.boundedElastic())
                .map(answer -> read(url, answer, category))
                .onErrorResume(
                        ReadSitemap::isEgress,
                        e -> Mono.just(new Outcome.Skipped(
                                url, Objects.requireNonNullElse(e.getMessage(), "cannot be read"))));
    }

    private Outcome read(String url, EgressAnswer answer, @Nullable String category) {
        if (answer.status() != 200 || answer.truncated()) {
            return new Outcome.Skipped(url, why(answer));
        }
        String type =
                Objects.requireNonNullElse(answer.header("content-type"), "").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html") || type.startsWith("application/xhtml+xml")) {
            return HtmlPage.read(url, answer.text(), category, url).outcome();
        }
        if (type.startsWith("text/plain") || type.startsWith("text/markdown")) {
            return new Draft(url, null, answer.text(), category, url).outcome();
        }
        return type.startsWith("application/pdf")
                ? PdfFile.read(url, answer.body(), category, settings.pdfPages())
                : new Outcome.Skipped(url, "is no page that can be read");
    }

    private Mono<EgressAnswer> get(String url) {
        return client.send(EgressRequest.get(
                url, Map.of(), settings.pagePatience(), (int) settings.page().toBytes()));
    }

    private static List<String> locations(Element document, String path) {
        return document.select(path).stream()
                .map(Element::text)
                .map(String::strip)
                .toList();
    }

    private String why(EgressAnswer answer) {
        if (answer.status() == 200) {
            return "is longer than " + settings.page().toKilobytes() + " KB";
        }
        String target = answer.header("location");
        return "answers " + answer.status() + (target == null ? "" : ", redirected to " + target);
    }

    private static boolean sameHost(String sitemap, String page) {
        try {
            String host = URI.create(page).getHost();
            return host != null && host.equalsIgnoreCase(URI.create(sitemap).getHost());
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isEgress(Throwable e) {
        return e instanceof EgressRefused || e instanceof EgressFailed;
    }
}
