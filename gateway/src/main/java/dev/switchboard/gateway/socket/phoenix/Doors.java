package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.PresenceChanged.Member;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.participant.Seats;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Decides who may join which topic, and from where on it is told of it.
final class Doors {
    private final Visitors visitors;
    private final Seats seats;
    private final PhoenixParts parts;

    Doors(Visitors visitors, Seats seats, PhoenixParts parts) {
        this.visitors = visitors;
        this.seats = seats;
        this.parts = parts;
    }

    PhoenixParts parts() {
        return parts;
    }

    boolean live(Credential credential) {
        return seats.live(credential);
    }

    /// @param desk what the client does as an agent; absent for anybody else
    /// @return makes the channel on the connection's loop, or fails with a `Problem`
    Mono<Supplier<Channel>> open(Opening opening, @Nullable Desk desk, Topic topic, Line line, Payload payload) {
        return switch (topic) {
            case Topic.Conversation conversation ->
                desk == null
                        ? visitor(opening, conversation.id(), line, payload)
                        : agent(desk, conversation.id(), line, payload);
            case Topic.Notification notification -> notification(desk, notification.accountId(), line, payload);
            case Topic.Lobby lobby -> lobby(opening, lobby.customerId(), line, payload);
            case Topic.Unmatched _ -> Mono.error(PhoenixProblems.unmatched());
        };
    }

    private Mono<Supplier<Channel>> visitor(Opening opening, UUID conversation, Line line, Payload payload) {
        UUID customer = payload.uuid("customer_id");
        if (customer == null) {
            return Mono.error(PhoenixProblems.unauthorized());
        }
        // without a token nothing is shown of what was, but what a client that comes back has missed
        boolean proven = opening.credential().caller() instanceof Caller.Visitor;
        Long last = proven ? payload.position("last_seq") : null;
        return visitors.member(opening, conversation, customer).map(member -> () -> {
            Rejoins.Seat seat = seat(member.accountId(), Member.customer(customer), line);
            return new VisitorChannel(
                    line,
                    member,
                    seats.seat(opening.credential(), member),
                    since(last, seat),
                    seat,
                    () -> visitors.admits(opening, member.accountId(), member.address()),
                    parts);
        });
    }

    private Mono<Supplier<Channel>> agent(Desk desk, UUID conversation, Line line, Payload payload) {
        Caller.Agent me = desk.agent().caller();
        Long last = payload.position("last_seq");
        return parts.conversations()
                .netia(me.accountId(), conversation)
                .onErrorMap(Doors::unknown, _ -> PhoenixProblems.unauthorized())
                .map(_ -> () -> {
                    Rejoins.Seat seat = seat(me.accountId(), member(me), line);
                    return new AgentChannel(line, conversation, desk, since(last, seat), seat, parts);
                });
    }

    private Mono<Supplier<Channel>> notification(@Nullable Desk desk, UUID accountId, Line line, Payload payload) {
        if (desk == null || !desk.agent().caller().accountId().equals(accountId)) {
            return Mono.error(PhoenixProblems.unauthorized());
        }
        Long last = payload.position("last_pos");
        return Mono.just(() -> {
            Rejoins.Seat seat = seat(accountId, member(desk.agent().caller()), line);
            return new NotificationChannel(line, desk, since(last, seat), seat, parts);
        });
    }

    private Mono<Supplier<Channel>> lobby(Opening opening, @Nullable UUID named, Line line, Payload payload) {
        UUID customer = named == null ? payload.uuid("customer_id") : named;
        Caller caller = opening.credential().caller();
        Predicate<ConversationUpdated.Created> concerned = caller instanceof Caller.Agent agent
                ? created -> created.accountId().equals(agent.accountId())
                : created -> visitors.admits(opening, created.accountId(), created.address());
        UUID whose = switch (caller) {
            case Caller.Agent agent -> customer == null ? agent.accountId() : customer;
            case Caller.Visitor visitor when visitor.verified() && customer == null -> visitor.accountId();
            case Caller.Visitor _, Caller.Anonymous _ -> customer;
            case Caller.Server _, Caller.Operator _ -> null;
        };
        return whose == null
                ? Mono.error(PhoenixProblems.unauthorized())
                : Mono.just(() -> new LobbyChannel(line, whose, concerned, parts.feed()));
    }

    private Rejoins.Seat seat(UUID accountId, Member member, Line line) {
        return parts.rejoins()
                .join(
                        accountId + " " + member.key(),
                        line.topic(),
                        line.joinRef().number(),
                        parts.presence().lastSeen(accountId, member.key()),
                        parts.now());
    }

    private static Since since(@Nullable Long last, Rejoins.Seat seat) {
        if (last != null) {
            return new Since.Position(last);
        }
        return seat.since() == null ? Since.NOW : new Since.Moment(seat.since());
    }

    private static Member member(Caller.Agent agent) {
        return Member.user(agent.userId(), agent.number(), agent.name());
    }

    private static boolean unknown(Throwable error) {
        return error instanceof Problem problem && problem.code().kind() == ProblemCode.Kind.NOT_FOUND;
    }
}
