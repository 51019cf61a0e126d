package dev.switchboard.emulators.stripe;

import dev.switchboard.emulators.EmulatorSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/// Plays something that happens to a subscription: the event goes to the gateway, whose answer comes back as it is.
@RestController
class StripePlayController {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MONTH = Duration.ofDays(30).toSeconds();

    private final EmulatorSettings settings;
    private final JsonMapper json;
    private final WebClient client = WebClient.create();

    StripePlayController(EmulatorSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /// @param id the event's, to play one twice
    /// @param type as `customer.subscription.updated`
    /// @param created when it happened, in epoch seconds; now where it is not said
    /// @param begun when the subscription was made
    record PlayRequest(
            @Nullable String id,
            String type,
            String accountId,
            @Nullable String customer,
            @Nullable String subscription,
            @Nullable String status,
            @Nullable String plan,
            @Nullable Long created,
            @Nullable Long begun) {}

    @PostMapping("/_play/stripe")
    Mono<ResponseEntity<String>> play(@RequestBody PlayRequest request) {
        long now = Instant.now().getEpochSecond();
        String body = json.writeValueAsString(event(request, now));
        return client.post()
                .uri(settings.gatewayUrl().resolve("/api/stripe/webhooks"))
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        "Stripe-Signature",
                        SignedEvent.header(now, body, settings.stripe().webhookSecret()))
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchangeToMono(answer -> answer.toEntity(String.class))
                .timeout(PATIENCE)
                .map(answer -> ResponseEntity.status(answer.getStatusCode())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(answer.getBody()));
    }

    private static Event event(PlayRequest request, long now) {
        long begun = request.begun() == null ? now : request.begun();
        String customer = request.customer() == null ? "cus_demo" : request.customer();
        Price price = new Price("price_demo", request.plan() == null ? "team" : request.plan());
        Subscription subscription = new Subscription(
                request.subscription() == null ? "sub_demo" : request.subscription(),
                "subscription",
                customer,
                request.status() == null ? "active" : request.status(),
                begun,
                false,
                Map.of("account_id", request.accountId()),
                new Items("list", List.of(new Item("si_demo", price, begun + MONTH))));
        return new Event(
                request.id() == null ? "evt_" + UUID.randomUUID().toString().replace("-", "") : request.id(),
                "event",
                "2025-09-30.clover",
                request.created() == null ? now : request.created(),
                false,
                request.type(),
                new Data(subscription));
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record Event(String id, String object, String apiVersion, long created, boolean livemode, String type, Data data) {}

    record Data(Subscription object) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Subscription(
            String id,
            String object,
            String customer,
            String status,
            long created,
            boolean cancelAtPeriodEnd,
            Map<String, String> metadata,
            Items items) {}

    record Items(String object, List<Item> data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Item(String id, Price price, long currentPeriodEnd) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Price(String id, String lookupKey) {}
}
