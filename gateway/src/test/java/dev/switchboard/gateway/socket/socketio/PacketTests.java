package dev.switchboard.gateway.socket.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketTests {
    /// From the protocol's own document.
    static Stream<Arguments> golden() {
        return Stream.of(
                Arguments.of("0", new Packet(Packet.Type.CONNECT, 0, "/", null, "")),
                Arguments.of(
                        "0{\"token\":\"123\"}", new Packet(Packet.Type.CONNECT, 0, "/", null, "{\"token\":\"123\"}")),
                Arguments.of("0/admin,{}", new Packet(Packet.Type.CONNECT, 0, "/admin", null, "{}")),
                Arguments.of("0/admin?token=1234&uid=abcd,", new Packet(Packet.Type.CONNECT, 0, "/admin", null, "")),
                Arguments.of("0/admin", new Packet(Packet.Type.CONNECT, 0, "/admin", null, "")),
                Arguments.of("1", new Packet(Packet.Type.DISCONNECT, 0, "/", null, "")),
                Arguments.of("2[\"hey\",\"Jude\"]", new Packet(Packet.Type.EVENT, 0, "/", null, "[\"hey\",\"Jude\"]")),
                Arguments.of("2/admin,456[\"x\"]", new Packet(Packet.Type.EVENT, 0, "/admin", 456L, "[\"x\"]")),
                Arguments.of("212[\"x\"]", new Packet(Packet.Type.EVENT, 0, "/", 12L, "[\"x\"]")),
                Arguments.of("3456[]", new Packet(Packet.Type.ACK, 0, "/", 456L, "[]")),
                Arguments.of("51-[\"x\"]", new Packet(Packet.Type.BINARY_EVENT, 1, "/", null, "[\"x\"]")),
                Arguments.of("510-/n,7[\"x\"]", new Packet(Packet.Type.BINARY_EVENT, 10, "/n", 7L, "[\"x\"]")),
                Arguments.of("61-456[1]", new Packet(Packet.Type.BINARY_ACK, 1, "/", 456L, "[1]")));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void aPacketIsReadAsItIsWritten(String wire, Packet packet) {
        assertThat(Packet.read(wire, 10)).isEqualTo(packet);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "x",
                "0[]",
                "0\"text\"",
                "05{}",
                "1{}",
                "2",
                "2{}",
                "2\"x\"",
                "2999999999999999999[\"x\"]",
                "3[]",
                "4{\"message\":\"no\"}",
                "5[\"x\"]",
                "50-[\"x\"]",
                "511-[\"x\"]",
                "599999999999-[\"x\"]",
                "51[\"x\"]",
                "51",
                "5-[\"x\"]",
                "5-1-[\"x\"]",
                "2\u0661[\"x\"]",
            })
    void whatAClientMayNotSendIsMalformed(String wire) {
        assertThatThrownBy(() -> Packet.read(wire, 10)).isInstanceOf(Malformed.class);
    }

    @Test
    void everyAttachmentHasItsPlaceAndNoOther() {
        String two = "[\"x\",{\"a\":{\"_placeholder\":true,\"num\":0}},[{\"num\":1,\"_placeholder\":true}]]";
        Placeholders.check(two, 2);
        Stream.of(
                        Arguments.of(two, 1),
                        Arguments.of(two, 3),
                        Arguments.of("[\"x\"]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":10}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":-1}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":0.5}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":\"splice\"}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":99999999999}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":1,\"num\":0}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]", 1),
                        Arguments.of("[\"x\",{\"_placeholder\":true,\"num\":0}", 1),
                        Arguments.of("[".repeat(100_000), 1))
                .forEach(wrong -> assertThatThrownBy(
                                () -> Placeholders.check((String) wrong.get()[0], (Integer) wrong.get()[1]))
                        .as("%s", wrong.get()[0])
                        .isInstanceOf(Malformed.class));
    }
}
