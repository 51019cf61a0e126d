package dev.switchboard.gateway.health;

import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.route.RouteTable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.core.publisher.Mono;

/// Whether this gateway may get traffic: it knows every account, hears the topics, and conversation-service is
/// healthy. Asked once in two seconds, however often it is asked.
@Component
class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Accounts accounts;
    private final Feed feed;
    private final Mono<Boolean> conversations;

    Readiness(Accounts accounts, Feed feed, RouteTable routes) {
        this.accounts = accounts;
        this.feed = feed;
        WebClient client = WebClient.create(routes.service("conversation").toString());
        this.conversations = client.get()
                .uri("/actuator/health")
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().is2xxSuccessful()))
                .timeout(PATIENCE, Mono.just(false))
                .onErrorResume(WebClientException.class, Readiness::unreachable)
                .cacheInvalidateWhen(_ -> Mono.delay(FRESH).then());
    }

    Mono<Boolean> ready() {
        return accounts.complete() && feed.live() ? conversations : Mono.just(false);
    }

    private static Mono<Boolean> unreachable(WebClientException error) {
        LOG.debug("conversation-service does not answer", error);
        return Mono.just(false);
    }
}
