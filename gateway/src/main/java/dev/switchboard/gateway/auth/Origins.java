package dev.switchboard.gateway.auth;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Which pages may use a publishable key. An origin matches whole or not at all.
public final class Origins {
    private Origins() {}

    /// The site that a request comes from, where it is not this gateway's own page. Its own chat stands in frames: the
    /// page's policy (`frame-ancestors`) says which sites may show it, not the origin of what it asks.
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

    /// @param site null for what comes from no other site's page
    /// @throws Problem `ORIGIN_NOT_ALLOWED`
    public static void check(AccountUpdated.Inbox inbox, @Nullable String site) {
        if (site != null && !allow(inbox.allowedOrigins(), site)) {
            throw refused();
        }
    }

    public static Problem refused() {
        return Problem.of(ProblemCode.ORIGIN_NOT_ALLOWED, "This page may not use this inbox")
                .advise("Add its origin to the inbox's allowed origins.");
    }

    public static boolean allow(List<String> allowed, String origin) {
        return allowed.isEmpty() || allowed.stream().anyMatch(o -> o.equalsIgnoreCase(origin));
    }
}
