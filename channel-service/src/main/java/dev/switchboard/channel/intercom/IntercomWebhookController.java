package dev.switchboard.channel.intercom;

import dev.switchboard.channel.crm.Contacts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.HookReader;
import dev.switchboard.channel.inbound.MalformedWebhook;
import dev.switchboard.channel.inbound.ReceiveWebhook;
import dev.switchboard.channel.inbound.RefusedWebhooks;
import dev.switchboard.channel.inbound.RefusedWebhooks.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Intercom's notifications: of conversations for the inbox of their workspace, of contacts for the account that has
/// agreed with the installation's application.
@RestController
@Tag(name = "Netia: webhooks")
class IntercomWebhookController {
    private static final String PATH = "/api/intercom/webhook";

    private final ReceiveWebhook receiveWebhook;
    private final IntercomWebhook webhook;
    private final IntercomApplication application;
    private final Contacts contacts;
    private final RefusedWebhooks refused;

    IntercomWebhookController(
            ReceiveWebhook receiveWebhook,
            IntercomWebhook webhook,
            IntercomApplication application,
            Contacts contacts,
            RefusedWebhooks refused) {
        this.receiveWebhook = receiveWebhook;
        this.webhook = webhook;
        this.application = application;
        this.contacts = contacts;
        this.refused = refused;
    }

    record Acknowledged(boolean ok) {}

    @Operation(
            summary = "Tell Intercom that somebody is there",
            description = "Intercom asks before it takes the address of the webhook. Always 200, without a body.")
    @RequestMapping(path = PATH, method = RequestMethod.HEAD)
    Mono<Void> isThere() {
        return Mono.empty();
    }

    @Operation(
            summary = "Take Intercom's notifications",
            description = "For Intercom, signed in `X-Hub-Signature`. 200 means stored; what comes again has no second "
                    + "effect. What a contact or a colleague says in a conversation is recorded; contacts that are "
                    + "customers here are read again; other topics are answered and nothing more.")
    @PostMapping(PATH)
    Mono<Acknowledged> receive(ServerHttpRequest request) {
        return HookReader.read(request).flatMap(this::receive).thenReturn(new Acknowledged(true));
    }

    private Mono<Void> receive(Hook hook) {
        Notification notification;
        try {
            notification = webhook.parsed(hook);
        } catch (MalformedWebhook e) {
            return Mono.error(refused.refuse(IntercomSettings.PROVIDER, Reason.MALFORMED));
        }
        String signature = hook.header(IntercomSignature.HEADER);
        boolean applications = IntercomSignature.verifies(signature, hook.body(), application.clientSecret());
        return applications && !notification.isAbout("conversation")
                ? changed(notification)
                : receiveWebhook.receive(webhook, hook);
    }

    private Mono<Void> changed(Notification notification) {
        String workspace = notification.appId();
        String contact =
                notification.item() == null ? null : notification.item().id();
        return notification.isAbout("contact") && workspace != null && contact != null
                ? contacts.changedThere(IntercomSettings.PROVIDER, workspace, Set.of(contact))
                        .then()
                : Mono.empty();
    }
}
