package dev.switchboard.gateway.web;

import dev.switchboard.common.problem.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Shows the document. The pages run no script but their own files and ask nobody but this gateway.
final class Docs {
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final Duration KEPT = Duration.ofHours(1);

    /// Both pages write their styles themselves; Redoc searches in a worker that it makes of a blob.
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private final Mono<OpenApiDocument> document;
    private final Map<String, Mono<Asset>> pages =
            Map.of("docs.html", Asset.own("docs.html", PAGE), "redoc.html", Asset.own("redoc.html", PAGE));
    private final Map<String, Mono<Asset>> assets = Map.of(
            "docs.js", Asset.own("docs.js", SCRIPT),
            "redoc.js", Asset.own("redoc.js", SCRIPT),
            "docs.css", Asset.own("docs.css", STYLE),
            "swagger-ui.css", Asset.ofWebJar("org.webjars", "swagger-ui", "swagger-ui.css", STYLE),
            "swagger-ui-bundle.js", Asset.ofWebJar("org.webjars", "swagger-ui", "swagger-ui-bundle.js", SCRIPT),
            "favicon.png", Asset.ofWebJar("org.webjars", "swagger-ui", "favicon-32x32.png", MediaType.IMAGE_PNG),
            "redoc.standalone.js", Asset.ofWebJar("org.webjars.npm", "redoc", "bundles/redoc.standalone.js", SCRIPT));

    Docs(Mono<OpenApiDocument> document) {
        this.document = document;
    }

    /// A browser that comes here by its address bar wants to read; programs want the document.
    Mono<ServerResponse> document(ServerRequest request) {
        if (wantsPage(request.headers().accept())) {
            return ServerResponse.seeOther(URI.create("/api/docs"))
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                    .build();
        }
        return document.flatMap(found -> request.checkNotModified(found.tag())
                .switchIfEmpty(ServerResponse.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .cacheControl(CacheControl.noCache())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                        .eTag(found.tag())
                        .bodyValue(found.json())));
    }

    private static boolean wantsPage(List<MediaType> accepted) {
        return !accepted.isEmpty() && accepted.getFirst().equalsTypeAndSubtype(MediaType.TEXT_HTML);
    }

    Mono<ServerResponse> page(String name) {
        return show(pages.getOrDefault(name, Mono.empty()), CacheControl.noCache());
    }

    Mono<ServerResponse> asset(ServerRequest request) {
        Mono<Asset> asset = assets.get(request.pathVariable("name"));
        if (asset == null) {
            return Mono.error(Problem.notFound("File"));
        }
        return asset.flatMap(found -> request.checkNotModified(found.tag()))
                .switchIfEmpty(Mono.defer(() -> show(asset, CacheControl.maxAge(KEPT))));
    }

    private static Mono<ServerResponse> show(Mono<Asset> asset, CacheControl caching) {
        return asset.flatMap(found -> ServerResponse.ok()
                .contentType(found.type())
                .cacheControl(caching)
                .eTag(found.tag())
                .header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .bodyValue(found.bytes()));
    }
}
