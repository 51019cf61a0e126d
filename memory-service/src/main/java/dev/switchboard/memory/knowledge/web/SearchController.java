package dev.switchboard.memory.knowledge.web;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.ForViewers;
import dev.switchboard.memory.knowledge.Finding;
import dev.switchboard.memory.knowledge.Knowledge;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `POST /api/memory/knowledge/search` of the platform API: the best passage of each article. The account is the
/// caller's; an `organizationId` that names another one is refused.
@RestController
@Tag(name = "Platform: memory engine")
class SearchController {
    private final Knowledge knowledge;

    SearchController(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    record SearchRequest(
            @NotBlank @Size(max = 4_000) String query,
            @Nullable String organizationId,
            @Nullable @Min(1) @Max(20) Integer limit) {}

    record SearchView(List<ResultView> results) {}

    /// @param relevance calibrated, 0 to 1
    record ResultView(
            UUID id,
            String title,
            String content,
            double relevance,
            String source,
            @Nullable String url) {
        static ResultView of(Finding finding) {
            return new ResultView(
                    finding.articleId(),
                    finding.title(),
                    finding.text(),
                    Math.round(finding.relevance() * 1000) / 1000.0,
                    "knowledge_base",
                    finding.url());
        }
    }

    @Operation(
            summary = "Search the knowledge base",
            description = "The best passage of each article that fits, best first. `relevance` is calibrated from "
                    + "0 to 1; typing errors and synonyms are met.")
    @ForViewers
    @PostMapping("/api/memory/knowledge/search")
    Mono<SearchView> search(@Valid @RequestBody SearchRequest request, Caller.Staff caller) {
        UUID account = caller.accountId();
        Organization.check(request.organizationId(), account);
        int limit = request.limit() == null ? 5 : request.limit();
        return knowledge
                .search(account, request.query(), limit, 1)
                .map(findings ->
                        new SearchView(findings.stream().map(ResultView::of).toList()));
    }
}
