package dev.switchboard.system.attack;

import dev.switchboard.suite.Installation;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A request that somebody should not send.
///
/// @param body null for none
record Attempt(String method, String target, @Nullable String body) {
    static HttpRequest.Builder of(Installation suite, String method, String target, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create(suite.http("") + target))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder to(Installation suite) {
        return of(suite, method, target, body);
    }

    /// Whether this text is what was sent, so that an answer with it tells nothing.
    boolean says(String text) {
        return target.contains(text) || (body != null && body.contains(text));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        String text = method + " " + target + (body == null ? "" : " " + body);
        return text.substring(0, Math.min(300, text.length()));
    }
}
