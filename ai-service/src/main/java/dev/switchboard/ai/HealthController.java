package dev.switchboard.ai;

import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// `GET /api/core/health`, with the platform's logical names: `memory_engine` is reached through Kafka, `openai` is the
/// model and `redis` the shared cache, neither of which is configured.
@RestController
@Tag(name = "Platform: chatbot core")
class HealthController {
    private static final Duration CACHED = Duration.ofSeconds(2);

    private final Mono<HealthView> health;

    HealthController(HealthEndpoint endpoint) {
        this.health = Mono.fromCallable(() -> view(endpoint))
                .subscribeOn(Schedulers.boundedElastic())
                .cache(CACHED);
    }

    record HealthView(String status, String version, Map<String, String> dependencies) {}

    @Operation(
            summary = "Is the chatbot core healthy?",
            description = "`dependencies` are the platform's logical names; `disabled` says that nothing of the "
                    + "kind is set up. At most two seconds old.")
    @GetMapping("/api/core/health")
    Mono<HealthView> health(Caller caller) {
        return health;
    }

    private static HealthView view(HealthEndpoint endpoint) {
        return new HealthView(
                word(endpoint.health()),
                "1.0.0",
                Map.of(
                        "openai", "disabled",
                        "redis", "disabled",
                        "memory_engine", word(endpoint.healthForPath("binders"))));
    }

    private static String word(@Nullable HealthDescriptor health) {
        return health != null && Status.UP.equals(health.getStatus()) ? "healthy" : "unhealthy";
    }
}
