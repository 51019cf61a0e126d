package dev.switchboard.memory.knowledge.imports;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// Articles from the pages of a site, in the style of the Netia API.
@RestController
@Tag(name = "Netia: knowledge base")
class SitemapController {
    private final SitemapImports imports;
    private final SitemapWorkers workers;

    SitemapController(SitemapImports imports, SitemapWorkers workers) {
        this.imports = imports;
        this.workers = workers;
    }

    record SitemapRequest(
            @NotNull @Size(max = 2_000) @Pattern(regexp = "https?://\\S+", message = "must be an http or https address")
            String url,

            @Nullable @Size(max = 80) String category) {}

    record OneView(SitemapView data) {}

    /// @param status `waiting`, `done` or `failed`
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SitemapView(
            UUID id,
            String url,
            @Nullable String category,
            String status,
            @Nullable String reason,
            int kept,
            List<String> skipped,
            Instant createdAt) {
        static OneView of(SitemapImport job) {
            return new OneView(new SitemapView(
                    job.id(),
                    job.url(),
                    job.category(),
                    job.status(),
                    job.reason(),
                    job.kept(),
                    List.of(job.skipped()),
                    job.createdAt()));
        }
    }

    @Operation(
            summary = "Import the pages of a sitemap",
            description =
                    "Reads the pages of the sitemap's own host (HTML, text and PDF), one after the other and 500 at "
                            + "most, and keeps each as an article. The same site again changes what has changed. Ask how far "
                            + "it is with the id.")
    @PostMapping("/api/knowledge/sitemap_imports")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<OneView> take(@Valid @RequestBody SitemapRequest request, Caller.Staff caller) {
        return imports.add(caller.accountToChange(), request.url(), request.category())
                .doOnNext(_ -> workers.wake())
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "Other sites wait to be read already")
                        .advise("Wait until they are done.")))
                .map(SitemapView::of);
    }

    @Operation(
            summary = "Get how far an import of a sitemap is",
            description =
                    "`done` with the number of pages that were kept and the first 100 that were not, or `failed` with "
                            + "a reason.")
    @GetMapping("/api/knowledge/sitemap_imports/{id}")
    Mono<OneView> get(@PathVariable UUID id, Caller.Staff caller) {
        return imports.find(caller.accountId(), id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Import")))
                .map(SitemapView::of);
    }
}
