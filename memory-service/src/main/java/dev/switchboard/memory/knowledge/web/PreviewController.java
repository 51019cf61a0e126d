package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.PreviewChange;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What a change of an article would do, in the style of the Netia API.
@RestController
@Tag(name = "Netia: knowledge base")
class PreviewController {
    private final PreviewChange previewChange;

    PreviewController(PreviewChange previewChange) {
        this.previewChange = previewChange;
    }

    record OneView(PreviewView data) {}

    /// @param questions how many were tried
    record PreviewView(int questions, List<DifferenceView> differing) {}

    /// @param before null where a person was asked
    /// @param after null where a person would be asked
    record DifferenceView(
            String question,
            @Nullable AnswerView before,
            @Nullable AnswerView after) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record AnswerView(UUID articleId, String title, String text, double relevance) {
        static @Nullable AnswerView of(@Nullable Finding finding) {
            return finding == null
                    ? null
                    : new AnswerView(
                            finding.articleId(),
                            finding.title(),
                            finding.text(),
                            Math.round(finding.relevance() * 1000) / 1000.0);
        }
    }

    @Operation(
            summary = "Preview a change of an article",
            description =
                    "Tries what customers asked in the last 30 days (the latest 500 questions) on the article as it "
                            + "would be, and lists the questions whose answer without a model would be another one. Nothing is "
                            + "changed. `null` means that a person is asked.")
    @PostMapping("/api/knowledge/articles/{id}/preview")
    Mono<OneView> preview(@PathVariable UUID id, @Valid @RequestBody ArticleRequest request, Caller.Staff caller) {
        return previewChange
                .of(caller.accountToChange(), id, request.content())
                .map(preview -> new OneView(new PreviewView(
                        preview.questions(),
                        preview.differing().stream()
                                .map(difference -> new DifferenceView(
                                        difference.question(),
                                        AnswerView.of(difference.before()),
                                        AnswerView.of(difference.after())))
                                .toList())));
    }
}
