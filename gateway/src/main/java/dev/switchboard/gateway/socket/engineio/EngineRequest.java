package dev.switchboard.gateway.socket.engineio;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;

/// What a request wants of the engine.
///
/// @param sid absent in the one that opens a session
record EngineRequest(
        HttpMethod method, boolean websocket, @Nullable String sid) {
    private static final String VERSION = "4";

    /// @throws Refusal when it is none that the protocol knows
    static EngineRequest of(ServerHttpRequest request, EngineSettings settings) {
        MultiValueMap<String, String> query = request.getQueryParams();
        String transport = query.getFirst("transport");
        boolean websocket = "websocket".equals(transport);
        if (!websocket && !"polling".equals(transport)) {
            throw new Refusal(EngineError.UNKNOWN_TRANSPORT);
        }
        String origin = request.getHeaders().getOrigin();
        if (origin != null && !settings.admits(origin)) {
            throw new Refusal(EngineError.FORBIDDEN);
        }
        HttpMethod method = request.getMethod();
        String sid = query.getFirst("sid");
        if (sid == null && !HttpMethod.GET.equals(method)) {
            throw new Refusal(EngineError.BAD_METHOD);
        }
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
        boolean known = HttpMethod.GET.equals(method) || (HttpMethod.POST.equals(method) && !websocket);
        if (websocket != upgrade || !known) {
            throw new Refusal(EngineError.BAD_REQUEST);
        }
        if (sid == null && !VERSION.equals(query.getFirst("EIO"))) {
            throw new Refusal(EngineError.UNSUPPORTED_VERSION);
        }
        return new EngineRequest(method, websocket, sid);
    }
}
