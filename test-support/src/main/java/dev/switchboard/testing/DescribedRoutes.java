package dev.switchboard.testing;

import dev.switchboard.common.contract.WireJson;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import tools.jackson.databind.JsonNode;

/// Compares what a service answers with what it says of itself in its part of the OpenAPI document.
final class DescribedRoutes {
    private static final Set<String> DIALECTS = Set.of("Netia", "Omnichannel", "Amoiq", "Platform");

    private final RequestMappingHandlerMapping routes;
    private final CallerClient client;

    DescribedRoutes(RequestMappingHandlerMapping routes, CallerClient client) {
        this.routes = routes;
        this.client = client;
    }

    /// The public routes that are not in the document, or there without a summary, a description or a dialect's tag.
    Set<String> silent() {
        JsonNode paths = document().path("paths");
        Set<String> silent = new TreeSet<>();
        for (RequestMappingInfo route : routes.getHandlerMethods().keySet()) {
            for (String path : paths(route)) {
                for (RequestMethod method : route.getMethodsCondition().getMethods()) {
                    String name = method.name().toLowerCase(Locale.ROOT);
                    if (!described(paths.path(path).path(name))) {
                        silent.add(method + " " + path);
                    }
                }
            }
        }
        return silent;
    }

    /// All paths of the document.
    List<String> documented() {
        return List.copyOf(document().path("paths").propertyNames());
    }

    private JsonNode document() {
        byte[] json = client.as(Callers.operator())
                .get()
                .uri("/internal/openapi")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBodyContent();
        return WireJson.MAPPER.readTree(json);
    }

    /// Public ones, without the patterns of their variables.
    private static List<String> paths(RequestMappingInfo route) {
        Stream<String> patterns =
                route.getPatternsCondition().getPatterns().stream().map(PathPattern::getPatternString);
        return patterns.filter(path -> path.startsWith("/") && !path.startsWith("/internal/"))
                .map(path -> path.replaceAll("\\{([^:{}]+):(?:[^{}]|\\{[^{}]*})*}", "{$1}"))
                .toList();
    }

    private static boolean described(JsonNode operation) {
        boolean grouped = operation
                .path("tags")
                .valueStream()
                .anyMatch(tag -> DIALECTS.contains(tag.asString("").split(":", 2)[0]));
        return grouped
                && !operation.path("summary").asString("").isBlank()
                && !operation.path("description").asString("").isBlank();
    }
}
