package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.socket.Sockets;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/// Opens `/ws`.
@Component
class PlainHandler implements WebHandler {
    private final PlainOpenings openings;
    private final Sockets sockets;
    private final Accounts accounts;
    private final Feed feed;
    private final PlainSession.Parts parts;
    private final Clock clock;

    PlainHandler(
            PlainOpenings openings,
            Sockets sockets,
            Accounts accounts,
            Feed feed,
            PlainSession.Parts parts,
            Clock clock) {
        this.openings = openings;
        this.sockets = sockets;
        this.accounts = accounts;
        this.feed = feed;
        this.parts = parts;
        this.clock = clock;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        if (!accounts.complete() || !feed.live()) {
            return Mono.error(Problem.of(ProblemCode.UNAVAILABLE, "The gateway is starting")
                    .advise("Connect again in a moment."));
        }
        return Mono.fromCallable(() -> openings.of(exchange))
                .flatMap(opening ->
                        sockets.accept(exchange, opening.seat().accountId(), new PlainProtocol(opening, parts)))
                .onErrorResume(
                        Problem.class,
                        problem -> problem.code().kind() == ProblemCode.Kind.UNAUTHENTICATED
                                ? sockets.accept(exchange, connection -> new RefusedSession(connection, problem, clock))
                                : Mono.error(problem));
    }
}
