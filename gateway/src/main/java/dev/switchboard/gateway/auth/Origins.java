package dev.switchboard.gateway.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Which pages may use a publishable key. An origin matches whole or not at all.
public final class Origins {
    private Origins() {}

    /// The site that a request comes from, where it is not this gateway's own page. Its own chat stands in frames:
    /// which
    /// sites may show it says the page's policy (`frame-ancestors`), not the origin of what it asks.
    public static @Nullable String foreign(HttpHeaders headers) {
        String origin = headers.getOrigin();
        String host = headers.getFirst(HttpHeaders.HOST);
        boolean own = origin != null
                && host != null
                && origin.replaceFirst("^https?://", "").equalsIgnoreCase(host);
        return own ? null : origin;
    }

    /// What a request shows of itself, with whence it comes.
    public static Presented presented(@Nullable String authorization, @Nullable String apiKey, HttpHeaders headers) {
        return new Presented(authorization, apiKey, headers.getOrigin(), foreign(headers));
    }

    public static boolean allow(List<String> allowed, String origin) {
        return allowed.isEmpty() || allowed.stream().anyMatch(o -> o.equalsIgnoreCase(origin));
    }
}
