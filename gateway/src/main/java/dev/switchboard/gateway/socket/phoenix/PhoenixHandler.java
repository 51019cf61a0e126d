package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.Connection;
import dev.switchboard.gateway.socket.Framing;
import dev.switchboard.gateway.socket.SocketProtocol;
import dev.switchboard.gateway.socket.SocketSession;
import dev.switchboard.gateway.socket.SocketSettings;
import dev.switchboard.gateway.socket.Sockets;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/// Opens `/socket/websocket`.
@Component
class PhoenixHandler implements WebHandler {
    private final Openings openings;
    private final Sockets sockets;
    private final Accounts accounts;
    private final Feed feed;
    private final Doors doors;

    PhoenixHandler(Openings openings, Sockets sockets, Accounts accounts, Feed feed, Doors doors) {
        this.openings = openings;
        this.sockets = sockets;
        this.accounts = accounts;
        this.feed = feed;
        this.doors = doors;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        if (!accounts.complete() || !feed.live()) {
            return Mono.error(Problem.of(ProblemCode.UNAVAILABLE, "The gateway is starting")
                    .advise("Connect again in a moment."));
        }
        return Mono.fromCallable(() -> openings.of(exchange))
                .flatMap(opening -> sockets.accept(exchange, opening.accountId(), new Protocol(opening, doors)));
    }

    private record Protocol(Opening opening, Doors doors) implements SocketProtocol {
        @Override
        public SocketSession open(Connection connection) {
            return new PhoenixSession(connection, opening, doors);
        }

        /// Binary messages are taken, and mean nothing: Netia's clients send none.
        @Override
        public Framing framing(SocketSettings settings) {
            return new Framing(settings.largestFrame(), true, true);
        }

        @Override
        public String subprotocol() {
            return "phoenix";
        }
    }
}
