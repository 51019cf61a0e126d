package dev.switchboard.emulators.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Macs;
import dev.switchboard.emulators.hook.Played;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// One repository, `acme/shop`, with its issues, and somebody who changes them there.
@RestController
class GithubController {
    private static final String REPO = "acme/shop";

    private final EmulatorSettings settings;
    private final Issues issues;
    private final Outgoing outgoing;
    private final Hooks hooks;
    private final JsonMapper json;

    GithubController(EmulatorSettings settings, Issues issues, Outgoing outgoing, Hooks hooks, JsonMapper json) {
        this.settings = settings;
        this.issues = issues;
        this.outgoing = outgoing;
        this.hooks = hooks;
        this.json = json;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Repo(
            long id,
            String name,
            String fullName,
            @JsonProperty("private") boolean isPrivate,
            String htmlUrl) {}

    record User(String login) {}

    record Refusal(String message) {}

    record NewIssue(@Nullable String title, @Nullable String body) {}

    @GetMapping("/github/api/user")
    User user(@RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(authorization);
        return new User("acme-support");
    }

    @GetMapping("/github/api/user/repos")
    List<Repo> repos(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(authorization);
        return List.of(new Repo(1, "shop", REPO, true, "https://github.test/" + REPO));
    }

    @GetMapping("/github/api/repos/{owner}/{name}/issues")
    List<Issues.Issue> list(
            @PathVariable String owner,
            @PathVariable String name,
            @RequestParam(defaultValue = "open") String state,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(authorization);
        mustBe(owner, name);
        return issues.all().stream()
                .filter(issue -> state.equals("all") || issue.state().equals(state))
                .toList();
    }

    @GetMapping("/github/api/repos/{owner}/{name}/issues/{number}")
    Issues.Issue one(
            @PathVariable String owner,
            @PathVariable String name,
            @PathVariable int number,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(authorization);
        mustBe(owner, name);
        return known(number);
    }

    @PostMapping("/github/api/repos/{owner}/{name}/issues")
    @ResponseStatus(HttpStatus.CREATED)
    Issues.Issue create(
            @PathVariable String owner,
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody NewIssue issue) {
        authorize(authorization);
        mustBe(owner, name);
        if (issue.title() == null || issue.title().isBlank()) {
            throw new EmulatedError(422, new Refusal("Validation Failed"));
        }
        Issues.Issue made = issues.add(issue.title(), issue.body());
        outgoing.add(Sent.inThread("github", REPO, made.title(), Integer.toString(made.number()), null));
        return made;
    }

    private Issues.Issue known(int number) {
        Issues.Issue issue = issues.of(number);
        if (issue == null) {
            throw new EmulatedError(404, new Refusal("Not Found"));
        }
        return issue;
    }

    private static void mustBe(String owner, String name) {
        if (!REPO.equals(owner + "/" + name)) {
            throw new EmulatedError(404, new Refusal("Not Found"));
        }
    }

    private void authorize(@Nullable String authorization) {
        if (!("Bearer " + settings.github().accessToken()).equals(authorization)) {
            throw new EmulatedError(401, new Refusal("Bad credentials"));
        }
    }

    record Event(
            String action, Issues.Issue issue, @Nullable Comment comment, Repo repository, User sender) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Comment(String body, String htmlUrl) {}

    /// Somebody closes, reopens or comments on an issue.
    @PostMapping("/_play/github")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        String id = request.id() == null ? UUID.randomUUID().toString() : request.id();
        boolean comments = request.text() != null;
        Issues.Issue issue = comments
                ? known(request.number())
                : issues.put(known(request.number()).with(request.action().equals("closed") ? "closed" : "open"));
        if (Boolean.TRUE.equals(request.untold())) {
            return Mono.just(ResponseEntity.noContent().build());
        }
        Comment comment = comments ? new Comment(String.valueOf(request.text()), issue.htmlUrl() + "#1") : null;
        byte[] event = json.writeValueAsBytes(new Event(
                request.action(),
                issue,
                comment,
                new Repo(1, "shop", REPO, true, "https://github.test/" + REPO),
                new User(request.from())));
        boolean form = Boolean.TRUE.equals(request.form());
        byte[] body = form
                ? ("payload=" + URLEncoder.encode(new String(event, StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8)
                : event;
        Map<String, String> headers = Map.of(
                "X-GitHub-Event",
                comments ? "issue_comment" : "issues",
                "X-GitHub-Delivery",
                id,
                "X-Hub-Signature-256",
                sign(body, settings.github().webhookSecret()));
        return hooks.post(
                        form
                                ? Hooks.Call.form("/api/github/webhook", headers, body)
                                : Hooks.Call.json("/api/github/webhook", headers, body))
                .map(answer -> Played.of(answer, id));
    }

    static String sign(byte[] body, String secret) {
        return "sha256=" + HexFormat.of().formatHex(Macs.of("HmacSHA256", secret, body));
    }

    /// @param action closed, reopened or created
    /// @param text of a comment
    /// @param id the delivery's, to play one twice
    /// @param form whether it comes as a form
    /// @param untold whether the delivery is lost, which GitHub does not repeat
    record PlayRequest(
            String from,
            String action,
            int number,
            @Nullable String text,
            @Nullable String id,
            @Nullable Boolean form,
            @Nullable Boolean untold) {}
}
