package dev.switchboard.gateway.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/// A file that browsers load, as it is and compressed.
///
/// @param type its media type
/// @param tag changes with the file
record WebFile(String type, byte[] bytes, byte[] compressed, String tag) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "webp", "image/webp");

    /// @return null for a kind of file that is not served
    static @Nullable WebFile of(String path, byte[] bytes) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        return type == null ? null : new WebFile(type, bytes, compressed(bytes), OpenApiDocument.tagOf(bytes));
    }

    /// The same page with an address put in.
    WebFile with(String name, String value) {
        byte[] put =
                new String(bytes, StandardCharsets.UTF_8).replace(name, value).getBytes(StandardCharsets.UTF_8);
        return new WebFile(type, put, compressed(put), OpenApiDocument.tagOf(put));
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
