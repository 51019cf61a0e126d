package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.memory.knowledge.ArticleVersion;
import dev.switchboard.memory.knowledge.ArticleVersions;
import dev.switchboard.memory.knowledge.KeepArticle;
import dev.switchboard.memory.knowledge.web.ArticleController.ArticleView;
import dev.switchboard.memory.knowledge.web.ArticleController.OneView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What an article said before, and how it gets there again, in the style of the Netia API.
@RestController
@Tag(name = "Netia: knowledge base")
class VersionController {
    private final ArticleVersions versions;
    private final KeepArticle keepArticle;

    VersionController(ArticleVersions versions, KeepArticle keepArticle) {
        this.versions = versions;
        this.keepArticle = keepArticle;
    }

    record OneVersionView(VersionView data) {}

    record VersionsView(List<EntryView> data) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record EntryView(long version, String title, Instant writtenAt) {
        static EntryView of(ArticleVersions.Entry entry) {
            return new EntryView(entry.version(), entry.title(), entry.writtenAt());
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record VersionView(
            long version,
            String title,
            String body,
            @Nullable String category,
            @Nullable String url,
            List<String> asked,
            Instant writtenAt) {
        static VersionView of(ArticleVersion kept) {
            return new VersionView(
                    kept.version(),
                    kept.content().title(),
                    kept.content().body(),
                    kept.content().category(),
                    kept.content().url(),
                    kept.content().asked(),
                    kept.writtenAt());
        }
    }

    @Operation(
            summary = "List an article's versions",
            description = "The latest first, at most 50: the first one is what the article says now. They go with "
                    + "the article.")
    @GetMapping("/api/knowledge/articles/{id}/versions")
    Mono<VersionsView> list(@PathVariable UUID id, Caller.Staff caller) {
        return versions.list(caller.accountId(), id)
                .map(EntryView::of)
                .collectList()
                .filter(found -> !found.isEmpty())
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Article")))
                .map(VersionsView::new);
    }

    @Operation(summary = "Get a version of an article", description = "What the article said then.")
    @GetMapping("/api/knowledge/articles/{id}/versions/{version}")
    Mono<OneVersionView> get(@PathVariable UUID id, @PathVariable long version, Caller.Staff caller) {
        return versions.find(caller.accountId(), id, version)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Version")))
                .map(VersionView::of)
                .map(OneVersionView::new);
    }

    @Operation(
            summary = "Restore a version of an article",
            description = "The article says again what it said then, as a new version. The AI answers from it at once.")
    @PostMapping("/api/knowledge/articles/{id}/versions/{version}/restore")
    Mono<OneView> restore(@PathVariable UUID id, @PathVariable long version, Caller.Staff caller) {
        UUID account = caller.accountToChange();
        return versions.find(account, id, version)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Version")))
                .flatMap(kept -> keepArticle.keep(account, id, kept.content()))
                .map(ArticleView::of)
                .map(OneView::new);
    }
}
