package dev.switchboard.gateway.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.InternalTokenFilter;
import dev.switchboard.gateway.auth.SignedTokens;
import dev.switchboard.gateway.route.RouteTable;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// The opening times of inboxes, asked of conversation-service at most every few seconds however many pages ask.
@Component
class OpeningTimes {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningTimes.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /// More inboxes than this: the least used are asked for again.
    private static final int MOST = 10_000;

    private final Cache<UUID, Mono<Opening>> asked =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final WebClient client;
    private final SignedTokens tokens;

    OpeningTimes(RouteTable routes, SignedTokens tokens) {
        this.client = WebClient.builder()
                .baseUrl(routes.service("conversation").toString())
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
                .build();
        this.tokens = tokens;
    }

    /// @return empty where it cannot be told at the moment: the widget comes without it rather than not at all
    Mono<Opening> of(AccountUpdated.Inbox inbox) {
        return asked.get(inbox.inboxId(), _ -> ask(inbox).cache(_ -> FRESH, _ -> Duration.ZERO, () -> Duration.ZERO))
                .onErrorResume(Exception.class, error -> {
                    LOG.debug("no opening times of inbox {}: {}", inbox.inboxId(), error.toString());
                    return Mono.empty();
                });
    }

    private Mono<Opening> ask(AccountUpdated.Inbox inbox) {
        return client.get()
                .uri("/internal/opening?accountId={account}&inboxId={inbox}", inbox.accountId(), inbox.inboxId())
                .headers(headers -> headers.set(InternalTokenFilter.HEADER, tokens.internal(new Caller.Operator())))
                .retrieve()
                .bodyToMono(byte[].class)
                .map(json -> WireJson.read(json, Opening.class))
                .timeout(PATIENCE);
    }
}
