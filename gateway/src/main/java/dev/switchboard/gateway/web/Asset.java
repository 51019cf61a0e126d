package dev.switchboard.gateway.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// A file of a page, read once when it is first asked for.
final class Asset {
    private final MediaType type;
    private final byte[] bytes;
    private final String tag;

    private Asset(MediaType type, byte[] bytes) {
        this.type = type;
        this.bytes = bytes;
        this.tag = OpenApiDocument.tagOf(bytes);
    }

    MediaType type() {
        return type;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Changes with the file.
    String tag() {
        return tag;
    }

    /// One of ours.
    static Mono<Asset> own(String file, MediaType type) {
        return at(() -> "web/" + file, type);
    }

    /// One of a WebJar, whichever version of it there is.
    static Mono<Asset> ofWebJar(String group, String name, String file, MediaType type) {
        return at(() -> "META-INF/resources/webjars/" + name + "/" + version(group, name) + "/" + file, type);
    }

    private static Mono<Asset> at(Path path, MediaType type) {
        return Mono.fromCallable(() -> read(path.path(), type))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
    }

    private static Asset read(String path, MediaType type) throws IOException {
        return new Asset(type, new ClassPathResource(path).getContentAsByteArray());
    }

    private static String version(String group, String name) {
        Properties properties = new Properties();
        try (var stream =
                new ClassPathResource("META-INF/maven/" + group + "/" + name + "/pom.properties").getInputStream()) {
            properties.load(stream);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return properties.getProperty("version");
    }

    private interface Path {
        String path();
    }
}
