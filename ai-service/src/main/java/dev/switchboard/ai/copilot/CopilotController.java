package dev.switchboard.ai.copilot;

import dev.switchboard.ai.model.AgentTask;
import dev.switchboard.ai.model.Suggestion;
import dev.switchboard.ai.model.Written;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// What helps an agent to answer, in the style of the Netia API. Nothing of it reaches the customer by itself.
@RestController
@Tag(name = "Netia: AI copilot")
class CopilotController {
    private final AssistAgent assistAgent;

    CopilotController(AssistAgent assistAgent) {
        this.assistAgent = assistAgent;
    }

    /// @param question what to answer; where it is absent, what the customer said last
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SuggestionRequest(
            @NotNull UUID conversationId,
            @Nullable @Size(min = 1, max = 4_000) String question) {}

    record OneSuggestion(SuggestionView data) {}

    /// @param text null where the knowledge base has nothing to do with the question
    /// @param detail why there is none, or why to read it with care
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SuggestionView(
            @Nullable String text, @Nullable String detail, double confidence, List<SourceView> sources, String model) {
        static SuggestionView of(Suggestion suggestion) {
            return new SuggestionView(
                    suggestion.text(),
                    suggestion.detail(),
                    Math.round(suggestion.confidence() * 1000) / 1000.0,
                    suggestion.sources().stream().map(SourceView::of).toList(),
                    suggestion.model());
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SourceView(
            UUID articleId, String title, @Nullable String url, double relevance) {
        static SourceView of(Source source) {
            return new SourceView(
                    source.articleId(), source.title(), source.url(), Math.round(source.relevance() * 1000) / 1000.0);
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record SummaryRequest(@NotNull UUID conversationId) {}

    record OneSummary(SummaryView data) {}

    /// @param text lines that begin with `- `
    /// @param messages how many of the latest it sums up, 50 at most
    record SummaryView(String text, int messages, String model) {}

    record RewriteRequest(
            @NotBlank @Size(max = 4_000) String text,

            @NotNull
            @Pattern(
                    regexp = "friendly|formal|shorter|clearer|correct",
                    message = "must be friendly, formal, shorter, clearer or correct")
            String style) {}

    /// @param language a tag as in BCP 47, as `de` or `pt-BR`
    record TranslationRequest(
            @NotBlank @Size(max = 4_000) String text,

            @NotNull
            @Size(max = 35)
            @Pattern(regexp = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", message = "must be a language tag, as de or pt-BR")
            String language) {}

    record OneText(TextView data) {}

    record TextView(String text, String model) {
        static OneText of(Written written) {
            return new OneText(new TextView(written.text(), written.model()));
        }
    }

    @Operation(
            summary = "Suggest a reply to a conversation",
            description =
                    "What the AI would answer to the customer's last message, or to `question`, from the knowledge "
                            + "base and with its sources. Where it is not sure enough to answer by itself, the nearest passage "
                            + "comes with a low `confidence` and a `detail`; `text` is null where no article has to do with it. "
                            + "`model` is `retrieval-only` where no language model was used. Nothing is sent.")
    @PostMapping("/api/ai/suggestions")
    Mono<OneSuggestion> suggest(@Valid @RequestBody SuggestionRequest request, Caller.Staff caller) {
        return assistAgent
                .suggest(caller, request.conversationId(), request.question())
                .map(suggestion -> new OneSuggestion(SuggestionView.of(suggestion)));
    }

    @Operation(
            summary = "Summarise a conversation",
            description = "Its latest 50 messages in a few lines, without internal notes. Without a language model, or "
                    + "where it fails, they are the conversation's own sentences that say most of it.")
    @PostMapping("/api/ai/summaries")
    Mono<OneSummary> summarize(@Valid @RequestBody SummaryRequest request, Caller.Staff caller) {
        return assistAgent
                .summarize(caller, request.conversationId())
                .map(summary -> new OneSummary(new SummaryView(
                        summary.written().text(),
                        summary.turns(),
                        summary.written().model())));
    }

    @Operation(
            summary = "Rewrite an agent's text",
            description =
                    "`style` is `friendly`, `formal`, `shorter`, `clearer` or `correct` (spelling and grammar only). "
                            + "Takes a language model: `model_required` without one.")
    @PostMapping("/api/ai/rewrites")
    Mono<OneText> rewrite(@Valid @RequestBody RewriteRequest request, Caller.Staff caller) {
        AgentTask.Style style = AgentTask.Style.valueOf(request.style().toUpperCase(Locale.ROOT));
        return assistAgent.rewrite(caller, request.text(), style).map(TextView::of);
    }

    @Operation(
            summary = "Translate a message",
            description =
                    "Into the language of a tag such as `de` or `pt-BR`. Takes a language model: `model_required` "
                            + "without one.")
    @PostMapping("/api/ai/translations")
    Mono<OneText> translate(@Valid @RequestBody TranslationRequest request, Caller.Staff caller) {
        Locale language = Locale.forLanguageTag(request.language());
        String name = language.getDisplayName(Locale.ENGLISH);
        if (language.getDisplayLanguage(Locale.ENGLISH).equals(language.getLanguage())) {
            throw Problem.field("language", "is not a language that we know");
        }
        return assistAgent.translate(caller, request.text(), name).map(TextView::of);
    }
}
