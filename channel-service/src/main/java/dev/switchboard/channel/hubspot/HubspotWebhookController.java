package dev.switchboard.channel.hubspot;

import dev.switchboard.channel.channel.PublicAddress;
import dev.switchboard.channel.crm.Contacts;
import dev.switchboard.channel.inbound.Hook;
import dev.switchboard.channel.inbound.HookReader;
import dev.switchboard.channel.inbound.MalformedWebhook;
import dev.switchboard.channel.inbound.RefusedWebhooks;
import dev.switchboard.channel.inbound.RefusedWebhooks.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// HubSpot's events: the application's, for all accounts.
@RestController
@Tag(name = "Netia: webhooks")
class HubspotWebhookController {
    private final HubspotSettings settings;
    private final PublicAddress address;
    private final RefusedWebhooks refused;
    private final Contacts contacts;
    private final JsonMapper json;
    private final Clock clock;

    HubspotWebhookController(
            HubspotSettings settings,
            PublicAddress address,
            RefusedWebhooks refused,
            Contacts contacts,
            JsonMapper json,
            Clock clock) {
        this.settings = settings;
        this.address = address;
        this.refused = refused;
        this.contacts = contacts;
        this.json = json;
        this.clock = clock;
    }

    @Operation(
            summary = "Take HubSpot's events",
            description =
                    "For HubSpot, signed in `X-HubSpot-Signature-v3`, at most five minutes old. Contacts that are "
                            + "customers here are read again, and what changed changes the customer; changes of Switchboard "
                            + "itself and other events are answered and nothing more.")
    @PostMapping("/api/hubspot/webhook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> receive(ServerHttpRequest request) {
        return HookReader.read(request).flatMap(this::receive);
    }

    private Mono<Void> receive(Hook hook) {
        if (hook.header(HubspotSignature.HEADER) == null) {
            return Mono.error(refused.refuse(Hubspot.PROVIDER, Reason.NO_SIGNATURE));
        }
        if (!HubspotSignature.verifies(hook, address.of(hook.target()), settings.clientSecret(), clock.instant())) {
            return Mono.error(refused.refuse(Hubspot.PROVIDER, Reason.WRONG_SIGNATURE));
        }
        List<ContactEvent> events;
        try {
            events = Arrays.asList(hook.as(json, ContactEvent[].class, "events"));
        } catch (MalformedWebhook e) {
            return Mono.error(refused.refuse(Hubspot.PROVIDER, Reason.MALFORMED));
        }
        return Flux.fromIterable(events.stream()
                        .filter(Objects::nonNull)
                        .filter(event -> event.concernsContact() && !event.isOurs())
                        .collect(Collectors.groupingBy(
                                event -> String.valueOf(event.portalId()),
                                Collectors.mapping(event -> String.valueOf(event.objectId()), Collectors.toSet())))
                        .entrySet())
                .concatMap(portal -> contacts.changedThere(Hubspot.PROVIDER, portal.getKey(), portal.getValue()))
                .then();
    }
}
