package dev.switchboard.gateway.web;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.secret.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// The files of our own pages, read once. They stand under `/web/<tag>/`, whose tag changes when any of them does: a
/// browser keeps them for good, and a page never mixes two builds. Pages write `{web}` where that address belongs.
final class WebFiles {
    private static final String ROOT = "/web/";
    /// The one library of our pages, whichever version of it there is; its modules name one another by relative paths.
    private static final String LIBRARY = "classpath*:META-INF/resources/webjars/lit-html/*";

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Mono<Found> files = Mono.fromCallable(WebFiles::read)
            .subscribeOn(Schedulers.boundedElastic())
            .cache();

    private record Found(String tag, Map<String, WebFile> byPath) {}

    /// A file under `/web/<tag>/`. One of another build is answered with this build's, which is not kept.
    Mono<ServerResponse> file(ServerRequest request) {
        String path = request.path().substring(ROOT.length());
        int slash = path.indexOf('/');
        String tag = path.substring(0, Math.max(slash, 0));
        return files.flatMap(found -> {
            WebFile file = found.byPath().get(path.substring(slash + 1));
            if (file == null || path.endsWith(".html")) {
                return Mono.error(Problem.notFound("File"));
            }
            return send(request, file, tag.equals(found.tag()) ? FOR_GOOD : CacheControl.noCache(), Map.of());
        });
    }

    /// A file at an address of its own.
    Mono<ServerResponse> named(ServerRequest request, String path, CacheControl caching) {
        return files.flatMap(found -> send(request, known(found, path), caching, Map.of()));
    }

    /// A page, looked up anew each time.
    Mono<ServerResponse> page(ServerRequest request, String path, WebPolicy policy) {
        return files.flatMap(found -> {
            Map<String, String> headers = Map.of("Content-Security-Policy", policy.header());
            return send(request, known(found, path), CacheControl.noCache(), headers);
        });
    }

    private static WebFile known(Found found, String path) {
        WebFile file = found.byPath().get(path);
        if (file == null) {
            throw Problem.notFound("File");
        }
        return file;
    }

    private static Mono<ServerResponse> send(
            ServerRequest request, WebFile file, CacheControl caching, Map<String, String> headers) {
        boolean small = request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream()
                .anyMatch(accepted -> accepted.contains("gzip"));
        return request.checkNotModified(file.tag())
                .switchIfEmpty(Mono.defer(() -> ServerResponse.ok()
                        .cacheControl(caching)
                        .eTag(file.tag())
                        .headers(all -> {
                            headers.forEach(all::set);
                            all.set(HttpHeaders.CONTENT_TYPE, file.type());
                            all.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
                            all.set("X-Content-Type-Options", "nosniff");
                            all.set("Referrer-Policy", "strict-origin-when-cross-origin");
                            if (small) {
                                all.set(HttpHeaders.CONTENT_ENCODING, "gzip");
                            }
                        })
                        .bodyValue(small ? file.compressed() : file.bytes())));
    }

    private static Found read() throws IOException {
        Map<String, WebFile> files = new HashMap<>();
        StringBuilder tags = new StringBuilder();
        for (Map.Entry<String, Resource> each : resources().entrySet()) {
            byte[] bytes = each.getValue().getContentAsByteArray();
            WebFile file = WebFile.of(each.getKey(), bytes);
            if (file != null) {
                files.put(each.getKey(), file);
                tags.append(file.tag());
            }
        }
        String tag = Digest.sha256(tags.toString()).hex().substring(0, 12);
        files.replaceAll((path, file) -> path.endsWith(".html") ? file.with("{web}", ROOT + tag) : file);
        return new Found(tag, files);
    }

    /// By their path below `web`, in its order.
    private static Map<String, Resource> resources() throws IOException {
        Map<String, Resource> found = new TreeMap<>();
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:web/**/*.*")) {
            String url = resource.getURL().toString();
            found.put(url.substring(url.lastIndexOf(ROOT) + ROOT.length()), resource);
        }
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources(LIBRARY + "/*.js")) {
            found.put("lit-html/" + resource.getFilename(), resource);
        }
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources(LIBRARY + "/directives/*.js")) {
            found.put("lit-html/directives/" + resource.getFilename(), resource);
        }
        return found;
    }
}
