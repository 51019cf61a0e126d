package dev.switchboard.gateway.health;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// The suite's health in Omnichannel's form, without secrets and without work.
@Configuration(proxyBeanMethods = false)
class HealthWiring {
    @Bean
    RouterFunction<ServerResponse> healthRoutes(Readiness readiness, Clock clock) {
        return RouterFunctions.route()
                .GET(
                        "/api/health",
                        _ -> ServerResponse.ok()
                                .bodyValue(new HealthView("healthy", now(clock), "omnichannel-support-api")))
                .GET(
                        "/api/ready",
                        _ -> readiness
                                .ready()
                                .flatMap(ready -> ServerResponse.status(
                                                ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                                        .bodyValue(new ReadyView(ready, now(clock)))))
                .build();
    }

    private static String now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    record HealthView(String status, String timestamp, String service) {}

    record ReadyView(boolean ready, String timestamp) {}
}
