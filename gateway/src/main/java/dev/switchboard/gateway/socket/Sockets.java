package dev.switchboard.gateway.socket;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.ratelimit.ClientAddress;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/// All open sockets, whatever their protocol. It upgrades, watches over them once a second, and closes them with
/// 1012 before the gateway stops, so that their clients resume elsewhere.
public class Sockets implements SmartLifecycle {
    private final SocketSettings settings;
    private final SocketMeters meters;
    private final ClientAddress addresses;
    private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();
    private final Map<Object, Integer> places = new ConcurrentHashMap<>();
    private volatile @Nullable Disposable watching;

    Sockets(SocketSettings settings, SocketMeters meters, ClientAddress addresses) {
        this.settings = settings;
        this.meters = meters;
        this.addresses = addresses;
        meters.open(open::size);
    }

    /// Upgrades the request, or fails with the `Problem` that it is answered with.
    public Mono<Void> accept(ServerWebExchange exchange, SocketProtocol protocol) {
        return accept(exchange, null, protocol);
    }

    /// @param accountId whose socket it is; a protocol that learns it after the upgrade takes the `slot` itself
    public Mono<Void> accept(ServerWebExchange exchange, @Nullable UUID accountId, SocketProtocol protocol) {
        return Mono.defer(() -> {
            if (!isRunning()) {
                return Mono.error(Problem.of(ProblemCode.UNAVAILABLE, "The gateway is stopping")
                        .advise("Connect again."));
            }
            Handshake.check(exchange.getRequest());
            List<Slot> slots = new ArrayList<>(2);
            return Mono.defer(() -> {
                        slots.add(slot(exchange.getRequest()));
                        if (accountId != null) {
                            slots.add(slot(accountId));
                        }
                        return upgrade(exchange, protocol, slots);
                    })
                    .doOnError(_ -> slots.forEach(Slot::release))
                    .doOnCancel(() -> slots.forEach(Slot::release));
        });
    }

    private Mono<Void> upgrade(ServerWebExchange exchange, SocketProtocol protocol, List<Slot> slots) {
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder()
                .maxFramePayloadLength(
                        (int) protocol.framing(settings).largest().toBytes())
                .handlePing(true)
                .compress(false);
        String subprotocol = protocol.subprotocol();
        // Reactor Netty serves nobody who was to choose and has not
        WebsocketServerSpec handshake = subprotocol != null && Handshake.offers(exchange.getRequest(), subprotocol)
                ? spec.protocols(subprotocol).build()
                : spec.build();
        return exchange.getResponse()
                .setComplete()
                .then(Mono.defer(() -> response.sendWebsocket((in, _) -> serve(in, protocol, slots), handshake)));
    }

    private Mono<Void> serve(WebsocketInbound in, SocketProtocol protocol, List<Slot> slots) {
        Channel[] channel = new Channel[1];
        in.withConnection(c -> channel[0] = c.channel());
        Connection connection = new Connection(channel[0], settings, meters);
        OpenSocket socket =
                new OpenSocket(connection, protocol.open(connection), protocol.framing(settings), settings, meters);
        open.add(socket);
        channel[0].closeFuture().addListener(_ -> {
            open.remove(socket);
            slots.forEach(Slot::release);
            socket.session().closed();
        });
        Mono<Void> talking = Mono.defer(socket.session()::start)
                .thenMany(in.receiveFrames().doOnNext(socket::frame))
                .then()
                .onErrorResume(error -> socket.failed(error));
        return Mono.firstWithSignal(talking, end(connection));
    }

    private Mono<Void> end(Connection connection) {
        return connection.closing().flatMap(code -> {
            meters.closed(code.code());
            return connection.bye(code).timeout(settings.closeTimeout(), Mono.fromRunnable(connection::cut));
        });
    }

    /// A place among those of the client's address, for a session that is no socket yet.
    ///
    /// @throws Problem when all are taken
    public Slot slot(ServerHttpRequest request) {
        return new Slot(addresses.of(request), settings.openPerAddress(), "from this address");
    }

    /// A place among those of an account.
    ///
    /// @throws Problem when all are taken
    public Slot slot(UUID accountId) {
        return new Slot(accountId, settings.openPerAccount(), "of this account");
    }

    /// One of the places of an address or an account.
    public final class Slot {
        private final Object whose;
        private boolean held = true;

        private Slot(Object whose, int most, String named) {
            this.whose = whose;
            if (places.merge(whose, 1, Integer::sum) > most) {
                release();
                throw Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many open sockets " + named)
                        .advise("Close some, or connect again later.");
            }
        }

        public synchronized void release() {
            if (held) {
                held = false;
                places.compute(whose, (_, count) -> count == null || count == 1 ? null : count - 1);
            }
        }
    }

    @Override
    public void start() {
        watching = Flux.interval(Duration.ofSeconds(1))
                .onBackpressureDrop()
                .subscribe(_ -> open.forEach(socket -> socket.check(System.nanoTime())));
    }

    @Override
    public void stop() {
        Disposable watch = watching;
        watching = null;
        if (watch != null) {
            watch.dispose();
        }
        open.forEach(socket -> socket.close(CloseCode.RESTART));
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }
}
