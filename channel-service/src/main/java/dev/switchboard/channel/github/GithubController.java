package dev.switchboard.channel.github;

import dev.switchboard.channel.oauth.Agreements;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Issues for those who answer customers: seen, made, and linked to conversations.
@RestController
@Tag(name = "Netia: integrations")
class GithubController {
    private static final String REPO = "[\\w-]{1,39}/(?!\\.{1,2}$)[\\w.-]{1,100}";
    private static final String REPO_MESSAGE = "must be a repository like acme/shop";

    private final Agreements agreements;
    private final GithubClient client;
    private final Github github;
    private final GithubLinks links;

    GithubController(Agreements agreements, GithubClient client, Github github, GithubLinks links) {
        this.agreements = agreements;
        this.client = client;
        this.github = github;
        this.links = links;
    }

    record Data<T>(T data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record RepoView(
            long id,
            String name,
            String fullName,

            @com.fasterxml.jackson.annotation.JsonProperty("private")
            boolean isPrivate,

            String htmlUrl) {
        static RepoView of(GithubClient.Repo repo) {
            return new RepoView(repo.id(), repo.name(), repo.fullName(), repo.isPrivate(), repo.htmlUrl());
        }
    }

    @Operation(
            summary = "List GitHub's repositories",
            description = "That the connected account may see, the hundred that changed last.")
    @GetMapping("/api/github/repos")
    Mono<Data<List<RepoView>>> repos(Caller.Staff caller) {
        return agreements
                .tokens(caller.accountId(), github)
                .flatMap(client::repos)
                .map(repos -> new Data<>(repos.stream().map(RepoView::of).toList()));
    }

    /// @param linkId where it is linked to the conversation that was asked for
    @JsonNaming(SnakeCaseStrategy.class)
    record IssueView(
            String repo,
            int number,
            String title,
            @Nullable String state,
            String htmlUrl,
            @Nullable UUID conversationId,
            @Nullable UUID linkId) {
        static IssueView of(String repo, Issue issue) {
            return new IssueView(repo, issue.number(), issue.title(), issue.state(), issue.htmlUrl(), null, null);
        }

        static IssueView of(GithubLinks.Link link) {
            return new IssueView(
                    link.repo(),
                    link.number(),
                    link.title(),
                    link.state(),
                    link.url(),
                    link.conversationId(),
                    link.id());
        }
    }

    @Operation(
            summary = "List GitHub's issues",
            description = "Of a `repo` like `acme/shop`, fifty a `page`, in the `state` open, closed or all; or, with "
                    + "`conversation_id`, those that are linked to a conversation.")
    @GetMapping("/api/github/issues")
    Mono<Data<List<IssueView>>> issues(
            Caller.Staff caller,
            @RequestParam(required = false) @Nullable String repo,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "conversation_id", required = false) @Nullable UUID conversationId) {
        if (conversationId != null) {
            return links.ofConversation(caller.accountId(), conversationId)
                    .map(IssueView::of)
                    .collectList()
                    .map(Data::new);
        }
        if (repo == null || !repo.matches(REPO)) {
            throw Problem.field("repo", REPO_MESSAGE);
        }
        if (!List.of("open", "closed", "all").contains(state)) {
            throw Problem.field("state", "must be open, closed or all");
        }
        if (page < 1 || page > 1000) {
            throw Problem.field("page", "must be 1 to 1000");
        }
        return agreements
                .tokens(caller.accountId(), github)
                .flatMap(tokens -> client.issues(tokens, repo, state, page))
                .map(issues -> new Data<>(
                        issues.stream().map(issue -> IssueView.of(repo, issue)).toList()));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record IssueRequest(
            @NotBlank @Pattern(regexp = REPO, message = REPO_MESSAGE) @Schema(example = "acme/shop")
            String repo,

            @NotBlank @Size(max = 256) @Schema(example = "The checkout shows an error")
            String title,

            @Nullable @Size(max = 60_000) String body,
            @Nullable UUID conversationId) {}

    @Operation(
            summary = "Make an issue at GitHub",
            description = "With `conversation_id` it is linked: what becomes of it comes as notes.")
    @PostMapping("/api/github/issues")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Data<IssueView>> create(Caller.Staff caller, @Valid @RequestBody IssueRequest request) {
        UUID account = caller.accountToChange();
        UUID conversation = request.conversationId();
        return agreements
                .tokens(account, github)
                .flatMap(tokens -> client.create(tokens, request.repo(), request.title(), request.body()))
                .flatMap(issue -> conversation == null
                        ? Mono.just(IssueView.of(request.repo(), issue))
                        : links.link(account, conversation, request.repo(), issue)
                                .map(IssueView::of))
                .map(Data::new);
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record LinkRequest(
            @NotBlank @Pattern(regexp = REPO, message = REPO_MESSAGE) @Schema(example = "acme/shop")
            String repo,

            @Min(1) @Schema(example = "12") int number,
            @NotNull UUID conversationId) {}

    @Operation(
            summary = "Link an issue to a conversation",
            description =
                    "One that the connected account may see. Closed, reopened and commented on come as notes from "
                            + "then on. The same again is the link that is there.")
    @PostMapping("/api/github/links")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Data<IssueView>> link(Caller.Staff caller, @Valid @RequestBody LinkRequest request) {
        UUID account = caller.accountToChange();
        return agreements
                .tokens(account, github)
                .flatMap(tokens -> client.issue(tokens, request.repo(), request.number()))
                .flatMap(issue -> links.link(account, request.conversationId(), request.repo(), issue)
                        .map(link -> new Data<>(IssueView.of(link))));
    }

    @Operation(summary = "Unlink an issue", description = "By the `link_id`; nothing happens at GitHub.")
    @DeleteMapping("/api/github/links/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unlink(Caller.Staff caller, @PathVariable UUID id) {
        return links.unlink(caller.accountToChange(), id)
                .flatMap(gone -> gone ? Mono.<Void>empty() : Mono.error(Problem.notFound("Link " + id)));
    }
}
