package dev.switchboard.channel.inbound;

import dev.switchboard.common.service.RawBody;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/// Takes a provider's call off the wire, up to 3 MB.
public final class HookReader {
    private static final int LARGEST = 3 * 1024 * 1024;

    private HookReader() {}

    public static Mono<Hook> read(ServerHttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name.toLowerCase(Locale.ROOT), values.getFirst());
            }
        });
        String query = request.getURI().getRawQuery();
        String target = request.getURI().getRawPath() + (query == null ? "" : "?" + query);
        return RawBody.read(request, LARGEST).map(body -> new Hook(target, headers, body));
    }
}
