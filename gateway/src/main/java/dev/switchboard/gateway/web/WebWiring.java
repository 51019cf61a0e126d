package dev.switchboard.gateway.web;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.auth.Accounts;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// The widget: its loader, the chat that it opens in a frame, and a shop page to try it.
@Configuration(proxyBeanMethods = false)
class WebWiring {
    /// The demo tenant; where there is none, there is no demo.
    private static final UUID DEMO = UUID.fromString("0199d3a0-0000-7000-8000-000000000001");

    private static final CacheControl LOADER =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    @Bean
    WebFiles webFiles() {
        return new WebFiles();
    }

    @Bean
    RouterFunction<ServerResponse> webRoutes(WebFiles files, Accounts accounts) {
        return RouterFunctions.route()
                .GET("/web/**", files::file)
                .GET("/widget.js", request -> files.named(request, "widget.js", LOADER))
                .GET("/chat", request -> files.page(request, "chat/index.html", policy(request, accounts)))
                .GET(
                        "/demo",
                        request -> accounts.account(DEMO) == null
                                ? Mono.error(Problem.notFound("Page"))
                                : files.page(request, "demo/index.html", WebPolicy.OWN))
                .build();
    }

    /// The sites that the inbox allows may show its chat; one that is not known is shown to nobody else.
    private static WebPolicy policy(ServerRequest request, Accounts accounts) {
        UUID account = id(request, "token");
        UUID inbox = id(request, "inbox");
        if (account == null) {
            return WebPolicy.OWN;
        }
        AccountUpdated.Inbox found = accounts.pageInbox(account, inbox);
        return found == null ? WebPolicy.OWN : WebPolicy.in(found.allowedOrigins());
    }

    private static @Nullable UUID id(ServerRequest request, String name) {
        try {
            return request.queryParam(name).map(UUID::fromString).orElse(null);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
