package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.memory.knowledge.Article;
import dev.switchboard.memory.knowledge.Articles;
import dev.switchboard.memory.knowledge.KeepArticle;
import dev.switchboard.memory.knowledge.RemoveArticle;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// The knowledge base for the desk and for servers, in the style of the Netia API.
@RestController
@Tag(name = "Netia: knowledge base")
class ArticleController {
    private static final int PAGE = 100;

    private final Articles articles;
    private final KeepArticle keepArticle;
    private final RemoveArticle removeArticle;

    ArticleController(Articles articles, KeepArticle keepArticle, RemoveArticle removeArticle) {
        this.articles = articles;
        this.keepArticle = keepArticle;
        this.removeArticle = removeArticle;
    }

    record OneView(ArticleView data) {}

    /// @param next pass it as `after` for the next page; null on the last one
    record ListView(List<ArticleView> data, @Nullable UUID next) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ArticleView(
            UUID id,
            UUID accountId,
            long version,
            String title,
            String body,
            @Nullable String category,
            @Nullable String url,
            List<String> asked,
            Instant createdAt,
            Instant updatedAt) {
        static ArticleView of(Article article) {
            return new ArticleView(
                    article.id(),
                    article.accountId(),
                    article.version(),
                    article.title(),
                    article.body(),
                    article.category(),
                    article.url(),
                    article.asked(),
                    article.createdAt(),
                    article.updatedAt());
        }
    }

    @Operation(
            summary = "Create or replace an article",
            description = "The id is yours to choose. The same " + "content again changes nothing.")
    @PutMapping("/api/knowledge/articles/{id}")
    Mono<OneView> put(@PathVariable UUID id, @Valid @RequestBody ArticleRequest request, Caller.Staff caller) {
        return keepArticle
                .keep(caller.accountToChange(), id, request.content())
                .map(ArticleView::of)
                .map(OneView::new);
    }

    @Operation(summary = "Get an article", description = "As it was last put.")
    @GetMapping("/api/knowledge/articles/{id}")
    Mono<OneView> get(@PathVariable UUID id, Caller.Staff caller) {
        return articles.find(caller.accountId(), id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("Article")))
                .map(ArticleView::of)
                .map(OneView::new);
    }

    @Operation(summary = "Delete an article", description = "The AI cites it no more.")
    @DeleteMapping("/api/knowledge/articles/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(@PathVariable UUID id, Caller.Staff caller) {
        return removeArticle.remove(caller.accountToChange(), id);
    }

    @Operation(
            summary = "List the articles",
            description = "By id, at most 100 on a page. Pass `next` as `after` to get the page after it.")
    @GetMapping("/api/knowledge/articles")
    Mono<ListView> list(
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit,
            Caller.Staff caller) {
        int size = Math.clamp(limit, 1, PAGE);
        return articles.list(caller.accountId(), after, size + 1)
                .map(ArticleView::of)
                .collectList()
                .map(found -> found.size() <= size
                        ? new ListView(found, null)
                        : new ListView(
                                found.subList(0, size), found.get(size - 1).id()));
    }
}
