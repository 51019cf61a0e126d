package dev.switchboard.channel.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.ProviderHttp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Calls Slack's Web API, which says what is wrong with HTTP status 200.
@Component
class SlackClient {
    private static final String WHO = "Slack";
    /// Slack waits three seconds for us, in which it may be asked twice.
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    private record Message(
            String channel,
            String text,
            @Nullable String threadTs,
            boolean unfurlLinks,
            @Nullable List<SlackCard.Block> blocks) {}

    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(Include.NON_NULL)
    private record Response(
            boolean replaceOriginal,
            @Nullable String responseType,
            String text,
            @Nullable List<SlackCard.Block> blocks) {}

    @JsonNaming(SnakeCaseStrategy.class)
    private record Tested(boolean ok, @Nullable String teamId) {}

    private record Info(boolean ok, @Nullable User user) {}

    private record User(@Nullable Profile profile) {}

    private record Profile(@Nullable String email) {}

    private record Posted(
            boolean ok, @Nullable String ts, @Nullable String error) {}

    /// What Slack gives for the code of an agreement.
    @JsonNaming(SnakeCaseStrategy.class)
    record Access(
            boolean ok,
            @Nullable String error,
            @Nullable String accessToken,
            @Nullable String botUserId,
            @Nullable Team team,
            @Nullable IncomingWebhook incomingWebhook) {}

    record Team(@Nullable String id, @Nullable String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record IncomingWebhook(
            @Nullable String channel, @Nullable String channelId) {}

    private final ProviderHttp http;
    private final SlackApiSettings settings;
    private final JsonMapper json;

    SlackClient(ProviderHttp http, SlackApiSettings settings, JsonMapper json) {
        this.http = http;
        this.settings = settings;
        this.json = json;
    }

    Mono<Delivery> post(SlackSettings account, String channel, @Nullable String thread, String text) {
        return post(account, new Message(channel, Mrkdwn.write(text), thread, false, null));
    }

    Mono<Delivery> post(SlackSettings account, String channel, @Nullable String thread, SlackCard card) {
        return post(account, new Message(channel, card.text(), thread, false, card.blocks()));
    }

    private Mono<Delivery> post(SlackSettings account, Message message) {
        var request = http.client()
                .post()
                .uri(settings.url() + "/api/chat.postMessage")
                .headers(headers -> headers.setBearerAuth(account.botToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(message));
        return http.deliver(WHO, request, answer -> delivery(message.channel(), answer));
    }

    private Delivery delivery(String channel, Answer answer) {
        Posted posted = answer.as(json, Posted.class);
        if (posted == null || answer.isServerError()) {
            return posted != null && posted.error() != null
                    ? new Delivery.Postponed(
                            "Slack has trouble of its own (" + posted.error() + ")", true, answer.after())
                    : ProviderHttp.lost(WHO);
        }
        if (posted.ok() && posted.ts() != null) {
            return new Delivery.Sent(channel + ":" + posted.ts(), answer.requestId());
        }
        String error = String.valueOf(posted.error());
        return switch (error) {
            case "ratelimited", "rate_limited" ->
                new Delivery.Postponed("Too many messages were sent at once", true, answer.after());
            case "internal_error", "fatal_error", "service_unavailable" ->
                new Delivery.Postponed("Slack has trouble of its own (" + error + ")", true, answer.after());
            case "invalid_auth", "account_inactive", "token_revoked", "token_expired", "not_authed" ->
                new Delivery.Failed("The connection to Slack was ended there", "connect it again");
            case "not_in_channel", "channel_not_found" ->
                new Delivery.Failed("The app is not in this channel of Slack", "invite it to the channel");
            case "is_archived" -> new Delivery.Failed("This channel of Slack is archived", "take another channel");
            default -> new Delivery.Failed("Slack refused the message: " + error.replace('_', ' '));
        };
    }

    /// Empty where Slack does not take the code.
    Mono<Access> exchange(String code, String redirect) {
        return http.ask(http.client()
                        .post()
                        .uri(settings.url() + "/api/oauth.v2.access")
                        .headers(headers -> headers.setBasicAuth(settings.clientId(), settings.clientSecret()))
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(BodyInserters.fromFormData("code", code).with("redirect_uri", redirect)))
                .mapNotNull(answer -> answer.as(json, Access.class))
                .filter(Access::ok);
    }

    /// Whether the token opens the workspace.
    Mono<Boolean> owns(SlackSettings account) {
        return http.ask(http.client()
                        .post()
                        .uri(settings.url() + "/api/auth.test")
                        .headers(headers -> headers.setBearerAuth(account.botToken())))
                .mapNotNull(answer -> answer.as(json, Tested.class))
                .map(tested -> tested.ok() && account.team().equals(tested.teamId()))
                .defaultIfEmpty(false);
    }

    /// Ends the connection at Slack; whatever it answers.
    Mono<Void> revoke(SlackSettings account) {
        return http.ask(http.client()
                        .post()
                        .uri(settings.url() + "/api/auth.revoke")
                        .headers(headers -> headers.setBearerAuth(account.botToken())))
                .then();
    }

    /// A member's address. Empty where Slack does not say it, or not in time.
    Mono<String> email(SlackSettings account, String user) {
        return http.ask(http.client()
                        .get()
                        .uri(settings.url() + "/api/users.info?user={user}", user)
                        .headers(headers -> headers.setBearerAuth(account.botToken())))
                .timeout(PATIENCE)
                .mapNotNull(answer -> answer.as(json, Info.class))
                .mapNotNull(info -> info.user() == null || info.user().profile() == null
                        ? null
                        : info.user().profile().email())
                .onErrorComplete(SlackClient::isNoAnswer);
    }

    /// Whatever Slack says to it: the press is stored.
    Mono<Void> replaceCard(@Nullable String responseUrl, SlackCard card) {
        return respond(responseUrl, new Response(true, null, card.text(), card.blocks()));
    }

    /// Shown to who pressed, and nobody else.
    Mono<Void> tellAlone(@Nullable String responseUrl, String text) {
        return respond(responseUrl, new Response(false, "ephemeral", text, null));
    }

    private Mono<Void> respond(@Nullable String responseUrl, Response response) {
        if (responseUrl == null || !isSlacks(responseUrl)) {
            return Mono.empty();
        }
        return http.ask(http.client()
                        .post()
                        .uri(URI.create(responseUrl))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(json.writeValueAsBytes(response)))
                .timeout(PATIENCE)
                .onErrorComplete(SlackClient::isNoAnswer)
                .then();
    }

    /// Nothing is sent to an address only because an event names it.
    private boolean isSlacks(String url) {
        return url.startsWith("https://hooks.slack.com/") || url.startsWith(settings.url() + "/");
    }

    private static boolean isNoAnswer(Throwable error) {
        return error instanceof WebClientException || error instanceof TimeoutException;
    }
}
