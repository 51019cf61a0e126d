package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.memory.knowledge.ArticleContent;
import dev.switchboard.memory.knowledge.KeepArticle;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/memory/vectors` of the platform API: a text that similarity search finds. Search is lexical, so the text
/// is kept as a small article and the vector has no dimensions.
@RestController
@Tag(name = "Platform: memory engine")
class VectorController {
    private static final int LONGEST_TITLE = 80;
    private static final int NO_MODEL = 0;

    private final KeepArticle keepArticle;

    VectorController(KeepArticle keepArticle) {
        this.keepArticle = keepArticle;
    }

    record VectorRequest(
            @NotBlank @Size(max = 200_000) String text,
            @Nullable @Valid Details metadata) {
        /// @param sourceId what the text was taken from; a source may have many texts
        record Details(
                @Nullable @Size(max = 200) String title,
                @Nullable @Size(max = 200) String source,
                @Nullable @Size(max = 200) String sourceId,
                @Nullable String organizationId) {
            private static final Details NONE = new Details(null, null, null, null);
        }

        private Details details() {
            return metadata == null ? Details.NONE : metadata;
        }

        private String title() {
            String title = details().title();
            if (title != null && !title.isBlank()) {
                return title.strip();
            }
            String start = text.strip().lines().findFirst().orElse("");
            return start.substring(
                    0, start.offsetByCodePoints(0, Math.min(LONGEST_TITLE, start.codePointCount(0, start.length()))));
        }

        /// The same text of the same source has the same id.
        private UUID id() {
            String name = details().source() + "\0" + details().sourceId() + "\0" + text;
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    record VectorView(String id, String status, int dimensions) {}

    @Operation(
            summary = "Store a text for similarity search",
            description =
                    "`/api/memory/knowledge/search` finds it, and the AI answers from it, as from any article. "
                            + "`dimensions` is 0: search compares words, not embeddings. The same text of the same source "
                            + "again changes nothing; `DELETE /api/knowledge/articles/{id}`, the id without `vec-`, removes it.")
    @PostMapping("/api/memory/vectors")
    Mono<VectorView> store(@Valid @RequestBody VectorRequest request, Caller.Staff caller) {
        UUID account = caller.accountToChange();
        Organization.check(request.details().organizationId(), account);
        ArticleContent content = new ArticleContent(request.title(), request.text(), null, null, List.of());
        return keepArticle
                .keep(account, request.id(), content)
                .map(article -> new VectorView("vec-" + article.id(), "stored", NO_MODEL));
    }
}
