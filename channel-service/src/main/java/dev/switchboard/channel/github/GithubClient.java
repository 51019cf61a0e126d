package dev.switchboard.channel.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.oauth.OAuthApi;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls GitHub's REST API. What GitHub refuses is a `Problem`; nothing is asked twice.
@Component
class GithubClient {
    static final String TITLE = "GitHub";
    private static final MediaType GITHUB_JSON = MediaType.parseMediaType("application/vnd.github+json");

    private record User(@Nullable String login) {}

    /// A repository that the account may see.
    @JsonNaming(SnakeCaseStrategy.class)
    record Repo(
            long id,
            String name,
            String fullName,
            @JsonProperty("private") boolean isPrivate,
            String htmlUrl) {}

    private record NewIssue(String title, @Nullable String body) {}

    private final ProviderHttp http;
    private final GithubSettings settings;
    private final OAuthApi api;

    GithubClient(ProviderHttp http, GithubSettings settings, JsonMapper json, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.api = new OAuthApi(http, json, clock, TITLE, answer -> answer.message(json));
    }

    /// Empty where GitHub does not take the code.
    ///
    /// @param verifier of PKCE
    Mono<OAuthTokens> exchange(String code, String redirect, String verifier) {
        return tokens(Map.of("code", code, "redirect_uri", redirect, "code_verifier", verifier));
    }

    /// Empty where the refresh token is over.
    Mono<OAuthTokens> refresh(String refreshToken) {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private Mono<OAuthTokens> tokens(Map<String, String> grant) {
        return api.exchange(
                settings.url() + "/login/oauth/access_token", settings.clientId(), settings.clientSecret(), grant);
    }

    Mono<String> login(OAuthTokens tokens) {
        return call(tokens, HttpMethod.GET, null, "/user")
                .mapNotNull(answer -> read(answer, User.class).login());
    }

    /// The hundred that changed last.
    Mono<List<Repo>> repos(OAuthTokens tokens) {
        return call(tokens, HttpMethod.GET, null, "/user/repos?sort=updated&per_page=100")
                .map(answer -> List.of(read(answer, Repo[].class)));
    }

    /// @param state open, closed or all
    Mono<List<Issue>> issues(OAuthTokens tokens, String repo, String state, int page) {
        String path = "/repos/" + repo + "/issues?state={state}&per_page=50&page={page}";
        return call(tokens, HttpMethod.GET, null, path, state, page)
                .map(answer -> read(answer, Issue[].class))
                .map(issues -> List.of(issues).stream()
                        .filter(issue -> issue.pullRequest() == null)
                        .toList());
    }

    Mono<Issue> issue(OAuthTokens tokens, String repo, int number) {
        return call(tokens, HttpMethod.GET, null, "/repos/" + repo + "/issues/{number}", number)
                .map(answer -> read(answer, Issue.class));
    }

    Mono<Issue> create(OAuthTokens tokens, String repo, String title, @Nullable String body) {
        return call(tokens, HttpMethod.POST, new NewIssue(title, body), "/repos/" + repo + "/issues")
                .map(answer -> read(answer, Issue.class));
    }

    private Mono<Answer> call(
            OAuthTokens tokens, HttpMethod method, @Nullable Object body, String path, Object... variables) {
        return api.ask(
                http.client()
                        .method(method)
                        .uri(settings.apiUrl() + path, variables)
                        .accept(GITHUB_JSON)
                        .headers(headers -> headers.setBearerAuth(tokens.accessToken()))
                        .header("X-GitHub-Api-Version", "2022-11-28")
                        .header("User-Agent", "Switchboard"),
                body);
    }

    private <T> T read(Answer answer, Class<T> type) {
        return switch (answer.status()) {
            case 404 ->
                throw Problem.of(ProblemCode.NOT_FOUND, "GitHub shows no such repository or issue to this account");
            case 410 -> throw Problem.of(ProblemCode.CONFLICT, "The repository has no issues");
            default -> api.read(answer, type);
        };
    }
}
