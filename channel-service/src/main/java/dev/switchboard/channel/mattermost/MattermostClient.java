package dev.switchboard.channel.mattermost;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderHttp;
import dev.switchboard.common.egress.EgressAnswer;
import dev.switchboard.common.egress.EgressClient;
import dev.switchboard.common.egress.EgressFailed;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Calls the REST API of a Mattermost server. Where that is, the account says, so its address is guarded like any that
/// comes from outside.
@Component
class MattermostClient {
    private static final int LARGEST = 256 * 1024;

    private record Refusal(@Nullable String message) {}

    private final EgressClient egress;
    private final Duration patience;
    private final JsonMapper json;

    MattermostClient(EgressClient egress, ProviderHttp.Settings settings, JsonMapper json) {
        this.egress = egress;
        this.patience = settings.answer();
        this.json = json;
    }

    /// Safe to repeat: a post with the same pending id is made once.
    Mono<Delivery> send(MattermostSettings account, Outbound message) {
        MattermostThread thread = MattermostThread.of(message.thread());
        if (thread == null) {
            return Mono.just(new Delivery.Failed("The conversation names no channel of Mattermost"));
        }
        byte[] body = json.writeValueAsBytes(Post.of(message, thread.channelId(), thread.rootId()));
        return egress.send(EgressRequest.post(
                        account.serverUrl() + "/api/v4/posts",
                        Map.of("Authorization", "Bearer " + account.botToken(), "Content-Type", "application/json"),
                        body,
                        patience,
                        LARGEST))
                .map(this::delivery)
                .onErrorResume(
                        EgressRefused.class,
                        e -> Mono.just(new Delivery.Failed(
                                "The address of the Mattermost server " + e.what(), "connect it again")))
                .onErrorResume(EgressFailed.class, e -> Mono.just(unanswered(e)));
    }

    private static Delivery unanswered(EgressFailed e) {
        return e.reason().contains("cannot be reached") || e.reason().contains("not known")
                ? new Delivery.Postponed("Mattermost cannot be reached", true, null)
                : new Delivery.Unknown("The answer of Mattermost was lost");
    }

    private Delivery delivery(EgressAnswer egressed) {
        String seconds = egressed.header("Retry-After");
        Answer answer = new Answer(
                egressed.status(),
                egressed.text(),
                seconds != null && seconds.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null,
                egressed.header("X-Request-Id"));
        if (answer.isSuccess()) {
            Post post = answer.as(json, Post.class);
            return post == null || post.id() == null
                    ? new Delivery.Unknown("The answer of Mattermost was lost")
                    : new Delivery.Sent(post.id(), answer.requestId());
        }
        if (answer.status() == 429) {
            return new Delivery.Postponed("Too many messages were sent at once", true, answer.after());
        }
        if (answer.isServerError()) {
            return new Delivery.Postponed("Mattermost has trouble of its own", true, answer.after());
        }
        Refusal refusal = answer.as(json, Refusal.class);
        return switch (answer.status()) {
            case 401 -> new Delivery.Failed("Mattermost does not accept the bot's token", "connect it again");
            case 403 ->
                new Delivery.Failed("The bot may not write in this channel of Mattermost", "add it to the channel");
            default ->
                new Delivery.Failed("Mattermost refused the message: "
                        + (refusal == null || refusal.message() == null ? "no reason given" : refusal.message()) + " ("
                        + answer.status() + ")");
        };
    }

    /// Fails where the server does not give it.
    Mono<Post> post(MattermostSettings account, String id) {
        String url = account.serverUrl() + "/api/v4/posts/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        return egress.send(EgressRequest.get(
                        url, Map.of("Authorization", "Bearer " + account.botToken()), patience, LARGEST))
                .map(answer -> {
                    if (!answer.successful()) {
                        throw new IllegalStateException("Mattermost answered " + answer.status() + " for a post");
                    }
                    return json.readValue(answer.body(), Post.class);
                });
    }
}
