package dev.switchboard.channel.slack;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.channel.channel.ProviderAccounts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.HookReader;
import dev.switchboard.channel.inbound.Inbound;
import dev.switchboard.channel.inbound.ReceiveWebhook;
import dev.switchboard.channel.slack.SlackAction.Press;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.id.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// The buttons under a conversation's card in Slack.
@RestController
@Tag(name = "Netia: webhooks")
class SlackActionController {
    private static final String STRANGER =
            "Nobody who answers customers here has the e-mail address of your Slack account.";

    private final ReceiveWebhook receiveWebhook;
    private final SlackWebhook webhook;
    private final ProviderAccounts accounts;
    private final SlackMembers members;
    private final SlackClient client;
    private final JsonMapper json;
    private final Clock clock;

    SlackActionController(
            ReceiveWebhook receiveWebhook,
            SlackWebhook webhook,
            ProviderAccounts accounts,
            SlackMembers members,
            SlackClient client,
            JsonMapper json,
            Clock clock) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
        this.accounts = accounts;
        this.members = members;
        this.client = client;
        this.json = json;
        this.clock = clock;
    }

    @Operation(
            summary = "Take the buttons of Slack",
            description = "For Slack: a form with `payload`, signed in `X-Slack-Signature`; older than five minutes is "
                    + "refused. `assign_to_me`, `close_conversation` and `open_conversation`, with the conversation's "
                    + "id as value, are done in the name of the agent with the e-mail address of who pressed. 200 "
                    + "means stored; a press that comes again has no second effect.")
    @PostMapping("/api/slack/actions")
    Mono<Void> act(ServerHttpRequest request) {
        return HookReader.read(request).flatMap(hook -> {
            List<Mono<Void>> then = new ArrayList<>();
            return receiveWebhook
                    .receive(webhook, hook, account -> pressed(account, hook, then))
                    .then(Flux.defer(() -> Flux.concat(then)).then());
        });
    }

    /// @param then what Slack is to show once it is stored
    private Mono<List<Inbound>> pressed(ProviderAccount account, Hook hook, List<Mono<Void>> then) {
        Press press = SlackAction.read(hook, json).press();
        if (press == null) {
            return Mono.just(List.of());
        }
        SlackSettings settings = accounts.open(account, SlackSettings.class);
        return members.agent(account, settings, press.user())
                .<List<Inbound>>map(agent -> {
                    then.add(client.replaceCard(press.responseUrl(), press.card(agent)));
                    return List.of(new Inbound.Acted(press.eventId(), fact(account.accountId(), press, agent)));
                })
                .switchIfEmpty(Mono.fromSupplier(() -> {
                    then.add(client.tellAlone(press.responseUrl(), STRANGER));
                    return List.of();
                }));
    }

    private IntegrationActed fact(UUID account, Press press, Author by) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        return switch (press.button()) {
            case ASSIGN_TO_ME -> new IntegrationActed.Taken(id, account, press.conversationId(), now, by);
            case CLOSE_CONVERSATION ->
                new IntegrationActed.StatusSet(id, account, press.conversationId(), now, by, "closed");
            case OPEN_CONVERSATION ->
                new IntegrationActed.StatusSet(id, account, press.conversationId(), now, by, "open");
        };
    }
}
