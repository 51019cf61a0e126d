package dev.switchboard.channel.github;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.channel.oauth.OAuthTokens;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls GitHub's REST API. What GitHub refuses is a `Problem`; nothing is asked twice.
@Component
class GithubClient {
    private static final MediaType GITHUB_JSON = MediaType.parseMediaType("application/vnd.github+json");

    @JsonNaming(SnakeCaseStrategy.class)
    private record Access(
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable Long expiresIn) {}

    private record User(@Nullable String login) {}

    private record Refusal(@Nullable String message) {}

    /// A repository that the account may see.
    @JsonNaming(SnakeCaseStrategy.class)
    record Repo(long id, String name, String fullName, boolean isPrivate, String htmlUrl) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record RepoRead(
            long id,
            String name,
            String fullName,

            @com.fasterxml.jackson.annotation.JsonProperty("private")
            boolean isPrivate,

            String htmlUrl) {
        Repo repo() {
            return new Repo(id, name, fullName, isPrivate, htmlUrl);
        }
    }

    private record NewIssue(String title, @Nullable String body) {}

    private final ProviderHttp http;
    private final GithubSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    GithubClient(ProviderHttp http, GithubSettings settings, JsonMapper json, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /// Empty where GitHub does not take the code.
    ///
    /// @param verifier of PKCE
    Mono<OAuthTokens> exchange(String code, String redirect, String verifier) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("code", code);
        form.add("redirect_uri", redirect);
        form.add("code_verifier", verifier);
        return access(form);
    }

    /// Empty where the refresh token is over.
    Mono<OAuthTokens> refresh(String refreshToken) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "refresh_token");
        form.add("refresh_token", refreshToken);
        return access(form);
    }

    private Mono<OAuthTokens> access(MultiValueMap<String, String> form) {
        form.add("client_id", settings.clientId());
        form.add("client_secret", settings.clientSecret());
        return ask(http.client()
                        .post()
                        .uri(settings.url() + "/login/oauth/access_token")
                        .accept(MediaType.APPLICATION_JSON)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(BodyInserters.fromFormData(form)))
                .mapNotNull(answer -> answer.isSuccess() ? answer.as(json, Access.class) : null)
                .mapNotNull(access -> access.accessToken() == null
                        ? null
                        : new OAuthTokens(
                                access.accessToken(),
                                access.refreshToken(),
                                access.expiresIn() == null
                                        ? null
                                        : clock.instant().plusSeconds(access.expiresIn())));
    }

    Mono<String> login(OAuthTokens tokens) {
        return call(tokens, HttpMethod.GET, null, "/user")
                .mapNotNull(answer -> answer.as(json, User.class))
                .mapNotNull(User::login);
    }

    /// The hundred that changed last.
    Mono<List<Repo>> repos(OAuthTokens tokens) {
        return call(tokens, HttpMethod.GET, null, "/user/repos?sort=updated&per_page=100")
                .map(answer -> read(answer, RepoRead[].class))
                .map(repos -> List.of(repos).stream().map(RepoRead::repo).toList());
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
        WebClient.RequestBodySpec request = http.client()
                .method(method)
                .uri(settings.apiUrl() + path, variables)
                .accept(GITHUB_JSON)
                .headers(headers -> headers.setBearerAuth(tokens.accessToken()))
                .header("X-GitHub-Api-Version", "2022-11-28")
                .header("User-Agent", "Switchboard");
        return ask(body == null
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.writeValueAsBytes(body)))
                .map(this::taken);
    }

    private static Mono<Answer> ask(Mono<Answer> asked) {
        return asked.onErrorMap(
                error -> error instanceof WebClientException || error instanceof TimeoutException,
                _ -> Problem.of(ProblemCode.UPSTREAM_FAILED, "GitHub cannot be reached"));
    }

    private Mono<Answer> ask(WebClient.RequestHeadersSpec<?> request) {
        return ask(http.ask(request));
    }

    private <T> T read(Answer answer, Class<T> type) {
        T read = answer.as(json, type);
        if (read == null) {
            throw Problem.of(ProblemCode.UPSTREAM_FAILED, "GitHub's answer cannot be read");
        }
        return read;
    }

    private Answer taken(Answer answer) {
        if (answer.isSuccess()) {
            return answer;
        }
        Refusal refusal = answer.as(json, Refusal.class);
        String said = refusal == null || refusal.message() == null ? "status " + answer.status() : refusal.message();
        throw switch (answer.status()) {
            case 401 ->
                Problem.of(ProblemCode.UPSTREAM_FAILED, "GitHub does not take the connection any more")
                        .advise("Connect GitHub again.");
            case 404 -> Problem.of(ProblemCode.NOT_FOUND, "GitHub shows no such repository or issue to this account");
            case 410 -> Problem.of(ProblemCode.CONFLICT, "The repository has no issues");
            case 403, 429 ->
                Problem.of(ProblemCode.UNAVAILABLE, "GitHub refuses for now: " + said)
                        .advise("Try again later.");
            default -> Problem.of(ProblemCode.UPSTREAM_FAILED, "GitHub refused: " + said);
        };
    }
}
