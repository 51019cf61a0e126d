package dev.switchboard.gateway.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.gateway.auth.IssuerTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/// The agents' console. Its screens have addresses of their own below `/app`, which the one page itself understands.
@Configuration(proxyBeanMethods = false)
class ConsoleWiring {
    /// What the page has to know before anybody has logged in.
    ///
    /// @param signOn whether people may come by way of an issuer
    private record ConsoleView(@JsonProperty("sign_on") boolean signOn) {}

    @Bean
    RouterFunction<ServerResponse> consoleRoutes(WebFiles files, IssuerTokens issuer) {
        ConsoleView configuration = new ConsoleView(issuer.trusted());
        return RouterFunctions.route()
                .GET(
                        "/app/configuration",
                        _ -> ServerResponse.ok()
                                .cacheControl(CacheControl.noCache())
                                .bodyValue(configuration))
                // at an address of its own: a worker's scope is the folder that it stands in
                .GET("/app/sw.js", request -> files.named(request, "app/sw.js", CacheControl.noCache()))
                .GET("/app/**", request -> files.page(request, "app/index.html", WebPolicy.CONSOLE))
                .build();
    }
}
