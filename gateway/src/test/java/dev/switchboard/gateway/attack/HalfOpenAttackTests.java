package dev.switchboard.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Connections that never become anything (S21, S23). The times are shortened, so that a thousand connections in two
/// seconds stand for five thousand in ten.
@GatewayTest
@TestPropertySource(
        properties = {
            "switchboard.edge.first-request=2s",
            "switchboard.edge.whole-body=2s",
            "switchboard.edge.next-request=2s",
            "switchboard.edge.taking-answer=2s",
            "switchboard.socket.ping-every=1s",
            "switchboard.socket.close-timeout=1s",
            "switchboard.socket.open-per-address=300",
            "switchboard.socket.open-per-account=150",
            "switchboard.rate-limit.policies.sockets.limit=5000",
            "switchboard.rate-limit.policies.netia.limit=100000"
        })
class HalfOpenAttackTests {
    private static final int CONNECTIONS = 1000;

    @Autowired
    Facts facts;

    @Autowired
    Accounts accounts;

    @Autowired
    Feed feed;

    @Autowired
    MeterRegistry meters;

    @LocalServerPort
    int port;

    private Gatecrash target;

    @BeforeEach
    void open() {
        target = Gatecrash.at(port, facts, accounts, feed);
        openSockets(0);
    }

    private void openSockets(int count) {
        Awaitility.await()
                .until(() -> meters.get("switchboard.socket.open").gauge().value() == count);
    }

    private List<RawPeer> crowd(int size, String opening) {
        List<RawPeer> crowd = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            crowd.add(new RawPeer(port).send(opening));
        }
        return crowd;
    }

    @Test
    void aThousandHalfOpenUpgradesEndAndCostNothingInTheEnd() {
        Footprint before = Footprint.now();
        List<RawPeer> crowd = new ArrayList<>();
        crowd.addAll(crowd(CONNECTIONS / 2, ""));
        crowd.addAll(crowd(CONNECTIONS / 2, RawPeer.handshake(target.path()).substring(0, 60)));
        try (RawPeer guest = target.plain()) {
            assertThat(guest.frame().text()).contains("connection_established");
        }
        assertThat(crowd).allMatch(RawPeer::isEnded);
        crowd.forEach(RawPeer::close);
        before.isRestoredWithin(10);
    }

    @Test
    void dribbledHeadersAndBodiesDoNotKeepAConnection() {
        List<RawPeer> crowd = crowd(50, RawPeer.get("/api/health").substring(0, 20));
        crowd.addAll(crowd(50, "POST /api/conversations HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"));
        long started = System.nanoTime();
        while (System.nanoTime() - started < Duration.ofSeconds(4).toNanos()) {
            crowd.forEach(peer -> peer.sendUnlessClosed(new byte[] {'a'}, 1));
            Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        }
        assertThat(crowd).allMatch(RawPeer::isEnded);
        crowd.forEach(RawPeer::close);
    }

    @Test
    void socketsThatNeverPongAreGoneAndTheirMemoryToo() {
        try (RawPeer first = target.plain()) {
            first.frame();
        }
        openSockets(0);
        Footprint before = Footprint.now();
        List<RawPeer> crowd = crowd(150, RawPeer.handshake(target.path()));
        openSockets(150);
        openSockets(0);
        crowd.forEach(RawPeer::close);
        before.isRestoredWithin(10);
    }

    @Test
    void aSocketPastTheNumberOfItsAccountOrAddressIsRefusedWithWhenToComeBack() {
        Gatecrash neighbour = Gatecrash.at(port, facts, accounts, feed);
        openSockets(0);
        List<RawPeer> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 150; i++) {
                crowd.add(target.plain());
            }
            refusedAs("Too many open sockets of this account", target);
            for (int i = 0; i < 150; i++) {
                crowd.add(neighbour.plain());
            }
            refusedAs("Too many open sockets from this address", neighbour);
            crowd.removeFirst().close();
            openSockets(299);
            crowd.add(target.plain());
        } finally {
            crowd.forEach(RawPeer::close);
        }
        openSockets(0);
    }

    private void refusedAs(String why, Gatecrash target) {
        try (RawPeer late = new RawPeer(port).send(RawPeer.handshake(target.path()))) {
            RawPeer.Answer refused = late.answer();
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).contains("rate_limit_exceeded", why);
            assertThat(refused.head().header("Retry-After")).isEqualTo("5");
        }
    }

    /// A server that is asked before it has put its last answer away must not forget the question: Reactor Netty 1.3.6
    /// and 1.3.7 did, https://github.com/reactor/reactor-netty/issues/4361.
    @Test
    void aConnectionGoesOnAfterTwoRequestsThatCameAtOnce() {
        String slow = RawPeer.get("/api/docs");
        String quick = RawPeer.get("/nowhere");
        for (int i = 0; i < 50; i++) {
            try (RawPeer client = new RawPeer(port)) {
                client.send(slow + quick);
                assertThat(client.answer().status()).isLessThan(500);
                assertThat(client.answer().status()).isEqualTo(404);
                assertThat(client.send(quick).answer().status()).isEqualTo(404);
            }
        }
    }

    @Test
    void tenThousandPipelinedRequestsWithoutReadingEndTheConnection() {
        Footprint before = Footprint.now();
        try (RawPeer attacker = new RawPeer(port)) {
            attacker.sendUnlessClosed(
                    RawPeer.get("/api/conversations").repeat(100).getBytes(), 100);
            assertThat(attacker.isEnded()).isTrue();
        }
        before.isRestoredWithin(10);
    }
}
