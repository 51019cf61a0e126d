package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.common.service.JobWorkers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Read sites, one at a time in each replica. What a page becomes is kept as it is read.
@Component
class SitemapWorkers extends JobWorkers<SitemapImport> {
    private static final int ATTEMPTS = 3;
    private static final int SKIPPED = 100;

    private final SitemapImports imports;
    private final ReadSitemap readSitemap;
    private final KeepImported keepImported;
    private final ImportSettings settings;

    SitemapWorkers(
            SitemapImports imports,
            ReadSitemap readSitemap,
            KeepImported keepImported,
            ImportSettings settings,
            MeterRegistry meters) {
        super(Pace.of(1, Duration.ofSeconds(5)), "switchboard.sitemaps.running", meters);
        this.imports = imports;
        this.readSitemap = readSitemap;
        this.keepImported = keepImported;
        this.settings = settings;
    }

    @Override
    protected Flux<SitemapImport> take(int most) {
        return imports.take(most);
    }

    @Override
    protected Mono<Void> work(SitemapImport job) {
        if (job.attempts() > ATTEMPTS) {
            return imports.failed(job, "could not be read in " + ATTEMPTS + " attempts");
        }
        List<String> skipped = new ArrayList<>();
        return readSitemap
                .pages(job.url(), job.category())
                .concatMap(outcome -> switch (outcome) {
                    case Outcome.Read read -> keepImported.keep(job.accountId(), read);
                    case Outcome.Skipped page -> skip(skipped, page);
                })
                .count()
                .flatMap(kept -> imports.done(job, kept.intValue(), skipped))
                .timeout(settings.lease())
                .onErrorResume(ReadSitemap.Unreadable.class, e -> imports.failed(job, "The sitemap " + e.getMessage()));
    }

    private static Mono<KeepImported.Kept> skip(List<String> skipped, Outcome.Skipped page) {
        if (skipped.size() < SKIPPED) {
            skipped.add(page.source() + ": " + page.reason());
        }
        return Mono.empty();
    }

    @Override
    protected String name(SitemapImport job) {
        return "sitemap import " + job.id();
    }
}
