package dev.switchboard.gateway.web;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.gateway.auth.SignedTokens;
import dev.switchboard.gateway.route.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

/// One OpenAPI document at three addresses: as JSON, in Swagger UI and in Redoc.
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "switchboard.docs.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DocsSettings.class)
class DocsWiring {
    @Bean
    RouterFunction<ServerResponse> docsRoutes(RouteTable routes, SignedTokens tokens, DocsSettings settings) {
        Docs docs = new Docs(document(routes, new Parts(routes, tokens, settings), settings));
        return RouterFunctions.route()
                .GET("/api/swagger", docs::document)
                .GET("/api/docs", _ -> docs.page("docs.html"))
                .GET("/api/docs/", _ -> docs.page("docs.html"))
                .GET("/api/redoc", _ -> docs.page("redoc.html"))
                .GET("/api/redoc/", _ -> docs.page("redoc.html"))
                .GET("/api/docs/assets/{name}", docs::asset)
                .build();
    }

    /// Made when it is first asked for, and asked for once however many wait for it.
    private static Mono<OpenApiDocument> document(RouteTable routes, Parts parts, DocsSettings settings) {
        return Mono.fromCallable(() -> new Assembly(routes, edge(), examples()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(assembly ->
                        parts.read().publishOn(Schedulers.boundedElastic()).map(assembly::of))
                .cacheInvalidateWhen(document -> Mono.delay(document.whole() ? settings.fresh() : settings.freshPart())
                        .then());
    }

    private static ObjectNode edge() throws IOException {
        try (InputStream text = new ClassPathResource("openapi/edge.yaml").getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return WireJson.MAPPER.valueToTree(tree);
        }
    }

    private static Examples examples() throws IOException {
        return new Examples(
                WireJson.MAPPER.readTree(new ClassPathResource("openapi/examples.json").getContentAsByteArray()));
    }
}
