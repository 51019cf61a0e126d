package dev.switchboard.gateway.attack;

import static dev.switchboard.gateway.attack.RawFrames.BINARY;
import static dev.switchboard.gateway.attack.RawFrames.CLOSE;
import static dev.switchboard.gateway.attack.RawFrames.CONTINUATION;
import static dev.switchboard.gateway.attack.RawFrames.PING;
import static dev.switchboard.gateway.attack.RawFrames.TEXT;
import static dev.switchboard.gateway.attack.RawFrames.frame;
import static dev.switchboard.gateway.attack.RawFrames.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.GatewayTest;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/// Frames that no client sends (S18, S22), on the plain socket: the frame layer is the same for all protocols.
@GatewayTest
@TestPropertySource(properties = {"switchboard.socket.close-timeout=1s", "switchboard.socket.open-per-address=50"})
class FrameAttackTests {
    private static final byte[] NOTHING = {};
    private static final byte[] ONE = {'x'};

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
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of("a reserved bit", frame(true, 4, TEXT, ONE), 1002),
                Arguments.of("all reserved bits", frame(true, 7, TEXT, ONE), 1002),
                Arguments.of("a reserved bit on a ping", frame(true, 1, PING, ONE), 1002),
                Arguments.of("a reserved opcode", frame(true, 0, 3, ONE), 1002),
                Arguments.of("a reserved control opcode", frame(true, 0, 11, ONE), 1002),
                Arguments.of("a frame without a mask", RawFrames.unmasked("{}"), 1002),
                Arguments.of("a ping that is too long", frame(true, 0, PING, new byte[126]), 1002),
                Arguments.of("a ping in parts", part(false, PING, ONE), 1002),
                Arguments.of("a continuation of nothing", part(true, CONTINUATION, ONE), 1002),
                Arguments.of("a text inside a text", join(part(false, TEXT, ONE), part(true, TEXT, ONE)), 1002),
                Arguments.of("a close of one byte", frame(true, 0, CLOSE, ONE), 1002),
                Arguments.of("a binary frame", part(true, BINARY, ONE), 1003),
                Arguments.of("a byte that is no UTF-8", part(true, TEXT, new byte[] {(byte) 0xff}), 1007),
                Arguments.of("an overlong UTF-8 slash", part(true, TEXT, new byte[] {(byte) 0xc0, (byte) 0xaf}), 1007),
                Arguments.of("half a pair", part(true, TEXT, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}), 1007),
                Arguments.of(
                        "a character that does not end",
                        join(
                                part(false, TEXT, new byte[] {(byte) 0xe2, (byte) 0x82}),
                                part(true, CONTINUATION, NOTHING)),
                        1007),
                Arguments.of("a claim of 14 MB and a byte", RawFrames.claiming((14L << 20) + 1), 1009),
                Arguments.of("a claim of 2^62 bytes", RawFrames.claiming(1L << 62), 1009),
                Arguments.of("a claim of less than nothing", RawFrames.claiming(-1), 1002));
    }

    private static byte[] join(byte[] one, byte[] two) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    @ParameterizedTest(name = "{0} closes with {2}")
    @MethodSource("frames")
    void aBrokenFrameClosesItsSocketWithTheRightCodeAndNoOther(String what, byte[] bytes, int code) {
        try (RawPeer witness = target.plain();
                RawPeer attacker = target.plain()) {
            witness.frame();
            attacker.send(bytes);
            assertThat(attacker.closeCode()).as(what).isEqualTo(code);
            witness.send(RawFrames.text("{\"type\":\"nonsense\",\"id\":\"m-1\"}"));
            assertThat(witness.frame().text()).contains("\"code\":\"invalid_request\"", "m-1");
        }
        allGone();
    }

    /// Recordings may be that large, whole or in parts; what is none is answered, and its sender may go on.
    @Test
    void aLargeMessageThatIsNoRecordingIsAnswered() {
        try (RawPeer attacker = target.plain()) {
            attacker.frame();
            attacker.send(part(true, TEXT, new byte[65_537]));
            assertThat(attacker.frame().text()).contains("\"type\":\"error\"", "\"code\":\"invalid_request\"");
            attacker.send(join(part(false, TEXT, new byte[60_000]), part(true, CONTINUATION, new byte[10_000])));
            assertThat(attacker.frame().text()).contains("\"type\":\"error\"", "\"code\":\"invalid_request\"");
            attacker.send(RawFrames.text("{\"type\":\"nonsense\",\"id\":\"m-1\"}"));
            assertThat(attacker.frame().text()).contains("m-1");
        }
        allGone();
    }

    @Test
    void twoHundredThousandFragmentsOfAByteAreCutOffAtOnce() {
        try (RawPeer attacker = target.plain()) {
            attacker.send(part(false, TEXT, ONE));
            attacker.sendUnlessClosed(part(false, CONTINUATION, ONE), 200_000);
            assertThat(attacker.closeCode()).isEqualTo(1008);
        }
        try (RawPeer attacker = target.plain()) {
            attacker.send(part(false, TEXT, NOTHING));
            attacker.sendUnlessClosed(part(false, CONTINUATION, NOTHING), 200_000);
            assertThat(attacker.closeCode()).isEqualTo(1008);
        }
        allGone();
    }

    @Test
    void aCloseWithACodeThatMayNotBeSentEndsTheSocket() {
        try (RawPeer attacker = target.plain()) {
            assertThat(attacker.send(RawFrames.close(1005)).isEnded()).isTrue();
        }
        allGone();
    }

    @Test
    void compressionIsNotAgreedToSoThatThereIsNothingToInflate() {
        try (RawPeer peer = new RawPeer(port)) {
            peer.send(RawPeer.handshake(
                    target.path(), "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));
            RawPeer.Head head = peer.head();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.header("Sec-WebSocket-Extensions")).isEmpty();
        }
    }

    @Test
    void jsonOfTenThousandLevelsIsRefusedAndTheSocketStays() {
        String[] shapes = {
            "[".repeat(10_000),
            "{\"a\":".repeat(10_000),
            "{\"type\":\"text\",\"text\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "{\"type\":\"text\",\"metadata\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + "}",
            "{\"type\":\"text\",\"id\":" + "9".repeat(60_000) + "}",
            "\u0000".repeat(1000)
        };
        try (RawPeer attacker = target.plain()) {
            attacker.frame();
            for (String shape : shapes) {
                long started = System.nanoTime();
                attacker.send(RawFrames.text(shape));
                assertThat(attacker.frame().text()).contains("\"code\":\"invalid_request\"");
                assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
            }
        }
    }

    private void allGone() {
        Awaitility.await()
                .until(() -> meters.get("switchboard.socket.open").gauge().value() == 0);
    }
}
