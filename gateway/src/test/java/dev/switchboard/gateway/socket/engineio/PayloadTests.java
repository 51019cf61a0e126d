package dev.switchboard.gateway.socket.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.socket.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTests {
    private final List<EnginePacket> read = new ArrayList<>();

    @Test
    void packetsAreJoinedByTheRecordSeparator() {
        assertThat(Payload.read("4hello\u001e3\u001e4€", read::add)).isTrue();
        assertThat(read)
                .containsExactly(
                        new EnginePacket.Text(EnginePacket.Type.MESSAGE, "hello"),
                        new EnginePacket.Text(EnginePacket.Type.PONG, ""),
                        new EnginePacket.Text(EnginePacket.Type.MESSAGE, "€"));
        List<Frame> frames = List.of(EnginePacket.Type.MESSAGE.frame("a"), EnginePacket.Type.NOOP.frame());
        assertThat(new String(Payload.encode(frames), StandardCharsets.UTF_8)).isEqualTo("4a\u001e6");
    }

    @Test
    void aBinaryPacketIsABAndItsBase64() {
        assertThat(Payload.read("bAQIDBA==", read::add)).isTrue();
        assertThat(read)
                .singleElement()
                .isInstanceOfSatisfying(
                        EnginePacket.Binary.class,
                        binary -> assertThat(binary.data()).containsExactly(1, 2, 3, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "x", "4a\u001e", "\u001e4a", "b%%%", "4a\u001e\u001e4b"})
    void whatIsNoPacketIsTold(String body) {
        assertThat(Payload.read(body, read::add)).isFalse();
    }

    @Test
    void aBodyHoldsAThousandPackets() {
        String thousand = "6" + "\u001e6".repeat(999);
        assertThat(Payload.read(thousand, read::add)).isTrue();
        assertThat(read).hasSize(1_000);
        assertThat(Payload.read(thousand + "\u001e6", read::add)).isFalse();
    }

    @Test
    void nothingIsReadBehindThePacketThatWasEnough() {
        assertThat(Payload.read("41\u001e1\u001e42", packet -> read.add(packet) && read.size() < 2))
                .isTrue();
        assertThat(read).hasSize(2);
    }
}
