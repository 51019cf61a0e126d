package dev.switchboard.gateway.socket;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.ratelimit.ClientAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;

/// All open sockets, whatever their protocol. It upgrades, watches over them once a second, and closes them with
/// 1012 before the gateway stops, so that their clients resume elsewhere.
public class Sockets implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private final SocketSettings settings;
    private final SocketMeters meters;
    private final ClientAddress addresses;
    private final Accounts accounts;
    private final Uploads uploads;
    private final Map<EventLoop, LoopSockets> loops = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Object, Integer> places = new ConcurrentHashMap<>();
    private volatile @Nullable Disposable watching;

    Sockets(SocketSettings settings, SocketMeters meters, ClientAddress addresses, Accounts accounts, Uploads uploads) {
        this.settings = settings;
        this.meters = meters;
        this.addresses = addresses;
        this.accounts = accounts;
        this.uploads = uploads;
        meters.open(open::get);
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
        Framing framing = protocol.framing(settings);
        Fragments fragments = new Fragments(settings.fragments(), framing, protocol.uploads() ? uploads : null);
        OpenSocket socket = new OpenSocket(framing, fragments, settings, meters);
        WebsocketServerSpec spec = spec(exchange, protocol, framing);
        return exchange.getResponse().setComplete().then(Mono.defer(() -> {
            response.withConnection(connection -> connection
                    .channel()
                    .pipeline()
                    .addBefore(NettyPipeline.ReactiveBridge, OpenSocket.class.getSimpleName(), socket));
            return response.sendWebsocket(
                    (in, _) -> {
                        in.withConnection(connection -> serve(connection.channel(), socket, protocol, slots));
                        return Mono.never();
                    },
                    spec);
        }));
    }

    /// A client that offers the protocol's own subprotocol is answered with it. Reactor Netty serves nobody who was to
    /// choose and has not, so another is not asked to.
    private static WebsocketServerSpec spec(ServerWebExchange exchange, SocketProtocol protocol, Framing framing) {
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder()
                .maxFramePayloadLength((int) framing.largest().toBytes())
                .handlePing(true)
                .compress(false);
        String subprotocol = protocol.subprotocol();
        return subprotocol != null && Handshake.offers(exchange.getRequest(), subprotocol)
                ? spec.protocols(subprotocol).build()
                : spec.build();
    }

    private void serve(Channel channel, OpenSocket socket, SocketProtocol protocol, List<Slot> slots) {
        ChannelHandlerContext wire = Opening.strip(channel.pipeline(), socket);
        if (protocol.uploads()) {
            Opening.slice(channel.pipeline(), uploads.largest());
        }
        ChannelHandlerContext context = channel.pipeline().context(socket);
        LoopSockets here = loops.computeIfAbsent(channel.eventLoop(), loop -> new LoopSockets(loop, settings.gather()));
        Connection connection = new Connection(context, wire, here, settings, meters);
        open.incrementAndGet();
        here.add(socket);
        channel.closeFuture().addListener(_ -> {
            here.remove(socket);
            open.decrementAndGet();
            slots.forEach(Slot::release);
        });
        try {
            socket.open(context, connection, protocol.open(connection));
        } catch (RuntimeException e) {
            LOG.error("a socket cannot be opened", e);
            connection.close(CloseCode.FAILED);
        }
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

    private void each(Consumer<OpenSocket> act) {
        loops.values().forEach(loop -> loop.each(act));
    }

    @Override
    public void start() {
        watching = Flux.interval(Duration.ofSeconds(1))
                .onBackpressureDrop()
                .subscribe(_ -> tick(System.nanoTime(), accounts.changes()));
    }

    private void tick(long nanos, long changes) {
        each(socket -> socket.tick(nanos, changes));
    }

    @Override
    public void stop() {
        Disposable watch = watching;
        watching = null;
        if (watch != null) {
            watch.dispose();
        }
        each(socket -> socket.close(CloseCode.RESTART));
    }

    @Override
    public boolean isRunning() {
        return watching != null;
    }
}
