package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.PresenceChanged.Page;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.CredentialResolver;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import dev.switchboard.gateway.auth.Origins;
import dev.switchboard.gateway.auth.Proof;
import dev.switchboard.gateway.participant.Seats;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;

/// Reads the query of a handshake. A token there counts before one in the headers, for browsers cannot set those.
@Component
class PlainOpenings {
    private final CredentialResolver resolver;
    private final Seats seats;

    PlainOpenings(CredentialResolver resolver, Seats seats) {
        this.resolver = resolver;
        this.seats = seats;
    }

    PlainOpening of(ServerWebExchange exchange) {
        MultiValueMap<String, String> query = exchange.getRequest().getQueryParams();
        Credential credential = credential(exchange, query.getFirst("token"));
        return new PlainOpening(
                seats.seat(credential, Proof.of(query::getFirst), query.getFirst("sessionId")),
                since(query.getFirst("since")),
                page(exchange.getRequest().getHeaders().getOrigin()));
    }

    private static @Nullable Page page(@Nullable String origin) {
        return origin == null ? null : new Page(null, origin.replaceFirst("^[a-z]+://", ""), origin, null);
    }

    private Credential credential(ServerWebExchange exchange, @Nullable String token) {
        if (token != null) {
            return resolver.resolve(
                    Origins.presented(token, null, exchange.getRequest().getHeaders()));
        }
        return switch (IdentifyFilter.of(exchange)) {
            case Identified.Known known -> known.credential();
            case Identified.Refused refused -> throw refused.problem();
        };
    }

    private static @Nullable Long since(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            long seq = Long.parseLong(value);
            return Objects.checkIndex(seq, Long.MAX_VALUE);
        } catch (NumberFormatException | IndexOutOfBoundsException _) {
            throw Problem.field("since", "is not a sequence number");
        }
    }
}
