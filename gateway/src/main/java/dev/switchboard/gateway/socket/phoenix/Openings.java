package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.CredentialResolver;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.auth.Identities;
import dev.switchboard.gateway.auth.Origins;
import dev.switchboard.gateway.auth.Proof;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/// Reads a handshake: its version, and its token from the subprotocols, the query or the headers, in this order.
@Component
class Openings {
    private static final String AUTH_TOKEN = "base64url.bearer.phx.";

    private final CredentialResolver resolver;
    private final Identities identities;

    Openings(CredentialResolver resolver, Identities identities) {
        this.resolver = resolver;
        this.identities = identities;
    }

    /// @throws Problem of kind `FORBIDDEN`, which becomes the 403 that Phoenix answers; no token is no refusal
    Opening of(ServerWebExchange exchange) {
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        Serializer serializer = Serializer.of(query.getFirst("vsn"));
        if (serializer == null) {
            throw Problem.of(ProblemCode.FORBIDDEN, "This version of the serializer is not spoken")
                    .advise("Connect with vsn=2.0.0.");
        }
        try {
            Credential credential = identities.prove(credential(exchange), Proof.of(query::getFirst));
            return new Opening(credential, Origins.foreign(exchange.getRequest().getHeaders()), serializer);
        } catch (Problem refused) {
            throw refused.code().kind() == ProblemCode.Kind.UNAUTHENTICATED ? forbidden(refused) : refused;
        }
    }

    private Credential credential(ServerWebExchange exchange) {
        String offered = offered(exchange);
        String token = offered == null ? exchange.getRequest().getQueryParams().getFirst("token") : offered;
        if (token != null && !token.isBlank()) {
            return resolver.resolve(
                            Origins.presented(token, null, exchange.getRequest().getHeaders()))
                    .requireDesk();
        }
        return switch (IdentifyFilter.of(exchange)) {
            case Identified.Known known -> known.credential().requireDesk();
            case Identified.Refused refused -> throw refused.problem();
        };
    }

    /// The token that newer clients hide among the subprotocols.
    private static @Nullable String offered(ServerWebExchange exchange) {
        for (String line : exchange.getRequest().getHeaders().getOrEmpty("Sec-WebSocket-Protocol")) {
            for (String protocol : line.split(",")) {
                String name = protocol.strip();
                if (name.startsWith(AUTH_TOKEN)) {
                    return decoded(name.substring(AUTH_TOKEN.length()));
                }
            }
        }
        return null;
    }

    /// The clients write plain base64 where they say base64url: both are read.
    private static String decoded(String token) {
        try {
            String url = token.replace('+', '-').replace('/', '_');
            return new String(Base64.getUrlDecoder().decode(url), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw Problem.of(ProblemCode.INVALID_JWT_TOKEN, "The authToken is not base64");
        }
    }

    private static Problem forbidden(Problem refused) {
        Problem problem = Problem.of(ProblemCode.FORBIDDEN, refused.detail());
        return refused.advice() == null ? problem : problem.advise(refused.advice());
    }
}
