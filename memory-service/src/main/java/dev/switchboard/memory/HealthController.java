package dev.switchboard.memory;

import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/memory/health`, with the platform's logical names: `chromadb` is what keeps the knowledge (PostgreSQL and
/// the index made of it), `openai` the embedding model, which is not configured.
@RestController
@Tag(name = "Platform: memory engine")
class HealthController {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration CACHED = Duration.ofSeconds(2);

    private final Mono<HealthView> health;

    HealthController(DatabaseClient database) {
        this.health = database.sql("SELECT 1")
                .fetch()
                .one()
                .timeout(PATIENCE)
                .map(_ -> HealthView.of("healthy"))
                .onErrorResume(DataAccessException.class, _ -> Mono.just(HealthView.of("unhealthy")))
                .onErrorResume(TimeoutException.class, _ -> Mono.just(HealthView.of("unhealthy")))
                .cache(CACHED);
    }

    record HealthView(String status, String version, Map<String, String> dependencies) {
        static HealthView of(String knowledge) {
            return new HealthView(knowledge, "1.0.0", Map.of("chromadb", knowledge, "openai", "disabled"));
        }
    }

    @Operation(
            summary = "Is the memory engine healthy?",
            description = "`dependencies` are the platform's logical names; `disabled` says that nothing of the "
                    + "kind is set up. At most two seconds old.")
    @GetMapping("/api/memory/health")
    Mono<HealthView> health(Caller caller) {
        return health;
    }
}
