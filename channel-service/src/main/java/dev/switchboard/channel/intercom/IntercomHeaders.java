package dev.switchboard.channel.intercom;

import java.util.function.Consumer;
import org.springframework.http.HttpHeaders;

/// What goes with every call.
final class IntercomHeaders {
    private static final String VERSION = "2.11";

    private IntercomHeaders() {}

    static Consumer<HttpHeaders> of(String accessToken) {
        return headers -> {
            headers.setBearerAuth(accessToken);
            headers.set("Intercom-Version", VERSION);
        };
    }
}
