package dev.switchboard.channel.intercom;

import dev.switchboard.channel.channel.Answer;
import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.channel.Outbound;
import dev.switchboard.channel.channel.ProviderHttp;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Writes replies in Intercom's conversations.
@Component
class ConversationsClient {
    private static final String WHO = "Intercom";

    /// @param body HTML
    @JsonNaming(SnakeCaseStrategy.class)
    private record Reply(String messageType, String type, String adminId, String body) {
        static Reply of(IntercomSettings account, Outbound message) {
            String html = HtmlUtils.htmlEscape(message.textWithLink(), "UTF-8").replace("\n", "<br>");
            return new Reply("comment", "admin", account.adminId(), html);
        }
    }

    private final ProviderHttp http;
    private final IntercomApplication application;
    private final JsonMapper json;

    ConversationsClient(ProviderHttp http, IntercomApplication application, JsonMapper json) {
        this.http = http;
        this.application = application;
        this.json = json;
    }

    Mono<Delivery> reply(IntercomSettings account, Outbound message) {
        if (message.thread() == null) {
            return Mono.just(new Delivery.Failed("The conversation names none of Intercom's"));
        }
        var request = http.client()
                .post()
                .uri(application.apiUrl() + "/conversations/{id}/reply", message.thread())
                .headers(IntercomHeaders.of(account.accessToken()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json.writeValueAsBytes(Reply.of(account, message)));
        return http.deliver(WHO, request, this::delivery);
    }

    private Delivery delivery(Answer answer) {
        if (answer.isSuccess()) {
            // the whole conversation, our words last
            Notification.Item conversation = answer.as(json, Notification.Item.class);
            String part = conversation == null || conversation.parts().isEmpty()
                    ? null
                    : conversation.parts().getLast().id();
            return part == null ? ProviderHttp.lost(WHO) : new Delivery.Sent("part:" + part, answer.requestId());
        }
        if (answer.isServerError()) {
            return new Delivery.Postponed(
                    "Intercom has trouble of its own (" + answer.status() + ")", true, answer.after());
        }
        return switch (answer.status()) {
            case 401 -> new Delivery.Failed("Intercom does not accept the access token", "connect it again");
            case 403 ->
                new Delivery.Failed(
                        "The application may not write in conversations", "give it the permission at Intercom");
            case 404 -> new Delivery.Failed("The conversation is gone at Intercom");
            default ->
                new Delivery.Failed(
                        "Intercom refused the message: " + Errors.said(answer, json) + " (" + answer.status() + ")");
        };
    }

    /// Whether the token opens that workspace.
    Mono<Boolean> owns(IntercomSettings account) {
        return http.ask(http.client()
                        .get()
                        .uri(application.apiUrl() + "/me")
                        .headers(IntercomHeaders.of(account.accessToken())))
                .map(answer -> {
                    Me me = answer.isSuccess() ? answer.as(json, Me.class) : null;
                    return me != null
                            && me.app() != null
                            && account.workspaceId().equals(me.app().idCode());
                });
    }
}
