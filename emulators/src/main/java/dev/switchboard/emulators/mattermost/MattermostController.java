package dev.switchboard.emulators.mattermost;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.EmulatedError;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.fault.Reaction;
import dev.switchboard.emulators.hook.Hooks;
import dev.switchboard.emulators.hook.Played;
import dev.switchboard.emulators.mattermost.Posts.Post;
import dev.switchboard.emulators.mattermost.Posts.Props;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Takes posts as a Mattermost server does, and plays a member of a channel whose posts go out by webhook.
@RestController
class MattermostController {
    private static final String PROVIDER = "mattermost";

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;
    private final Posts posts;
    private final Hooks hooks;

    MattermostController(EmulatorSettings settings, Faults faults, Outgoing outgoing, Posts posts, Hooks hooks) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
        this.posts = posts;
        this.hooks = hooks;
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record NewPost(
            @Nullable String channelId,
            @Nullable String message,
            @Nullable String rootId,
            @Nullable String pendingPostId) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Refusal(String id, String message, int statusCode) {}

    @GetMapping("/mattermost/api/v4/posts/{id}")
    Post post(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization) {
        authorize(authorization);
        Post post = posts.of(id);
        if (post == null) {
            throw error(404, "Unable to get the post.");
        }
        return post;
    }

    @PostMapping("/mattermost/api/v4/posts")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Post> create(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody NewPost post) {
        authorize(authorization);
        String channel = post.channelId();
        String message = post.message();
        if (channel == null || message == null || message.isBlank()) {
            return Mono.error(error(400, "Invalid or missing channel_id or message in request body."));
        }
        String root = post.rootId() == null ? "" : post.rootId();
        String pending = post.pendingPostId() == null ? "" : post.pendingPostId();
        return faults.take(PROVIDER, new Reaction<Post>() {
            @Override
            public Post accept(boolean undelivered) {
                Post known = posts.pending(pending);
                if (known != null) {
                    return known;
                }
                Post made = new Post(id(), "bot", channel, root, message, pending, new Props("true"));
                posts.add(made);
                outgoing.add(Sent.inThread(PROVIDER, channel, message, made.id(), root));
                return made;
            }

            @Override
            public RuntimeException tooMany() {
                return error(429, "limit exceeded");
            }

            @Override
            public RuntimeException fails() {
                return error(500, "We encountered an error saving the post.");
            }

            @Override
            public RuntimeException refuses() {
                return error(403, "You do not have the appropriate permissions.");
            }
        });
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 26);
    }

    private void authorize(@Nullable String authorization) {
        if (!("Bearer " + settings.mattermost().botToken()).equals(authorization)) {
            throw error(401, "Invalid or expired session, please login again.");
        }
    }

    private static EmulatedError error(int status, String message) {
        return new EmulatedError(status, new Refusal("api.emulated", message, status));
    }

    @PostMapping("/_play/mattermost")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        EmulatorSettings.Mattermost own = settings.mattermost();
        String id = request.id() == null ? id() : request.id();
        String root = request.root() == null ? "" : request.root();
        if (posts.of(id) == null) {
            posts.add(new Post(id, request.from(), own.channelId(), root, request.text(), "", new Props(null)));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", own.token());
        fields.put("team_id", own.teamId());
        fields.put("team_domain", "demo");
        fields.put("channel_id", own.channelId());
        fields.put("channel_name", "support");
        fields.put("timestamp", Long.toString(System.currentTimeMillis()));
        fields.put("user_id", request.from());
        fields.put("user_name", request.name() == null ? request.from() : request.name());
        fields.put("post_id", id);
        fields.put("text", request.text());
        fields.put("trigger_word", "");
        fields.put("file_ids", "");
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return hooks.post(Hooks.Call.form("/api/mattermost/webhook", Map.of(), body.getBytes(StandardCharsets.UTF_8)))
                .map(answer -> Played.of(answer, id));
    }

    /// @param from the member's id
    /// @param id the post's, to play one delivery twice
    /// @param root the post that the thread began with
    record PlayRequest(
            String from,
            String text,
            @Nullable String name,
            @Nullable String id,
            @Nullable String root) {}
}
