package dev.switchboard.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.SocketSettingsFixture;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class FragmentsTests {
    private static final SocketSettings SETTINGS = SocketSettingsFixture.defaults();

    private final Heard heard = new Heard();
    private final Fragments fragments = fragments(false);

    private static Fragments fragments(boolean binary) {
        return new Fragments(SETTINGS.fragments(), new Framing(SETTINGS.largestFrame(), binary, true), null);
    }

    private static final class Heard implements SocketSession {
        private final List<String> texts = new ArrayList<>();
        private final List<byte[]> binaries = new ArrayList<>();

        @Override
        public Mono<Void> start() {
            return Mono.empty();
        }

        @Override
        public void receive(String text) {
            texts.add(text);
        }

        @Override
        public void receive(byte[] bytes) {
            binaries.add(bytes);
        }

        @Override
        public void tick(long nanos) {}

        @Override
        public boolean admitted() {
            return true;
        }

        @Override
        public void closed() {}
    }

    @Test
    void partsBecomeOneTextEvenInTheMiddleOfACharacter() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        fragments.add(begin(euro[0]), heard);
        fragments.add(more(false, euro[1]), heard);
        assertThat(heard.texts).isEmpty();
        fragments.add(more(true, euro[2]), heard);
        fragments.add(new TextWebSocketFrame("next"), heard);
        assertThat(heard.texts).containsExactly("€", "next");
    }

    @Test
    void binaryIsReadOnlyWhereTheProtocolHasIt() {
        refused(CloseCode.UNSUPPORTED, new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1})));
        Fragments binary = fragments(true);
        binary.add(new BinaryWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {1})), heard);
        binary.add(more(true, (byte) 2), heard);
        binary.add(new TextWebSocketFrame("and text"), heard);
        assertThat(heard.binaries).containsExactly(new byte[] {1, 2});
        assertThat(heard.texts).containsExactly("and text");
    }

    @Test
    void badUtf8IsRefused() {
        refused(CloseCode.BAD_TEXT, new TextWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {(byte) 0xc3, 0x28})));
    }

    @Test
    void reservedBitsAreRefused() {
        refused(CloseCode.PROTOCOL_ERROR, new TextWebSocketFrame(true, 4, Unpooled.wrappedBuffer(new byte[] {65})));
    }

    @Test
    void partsTogetherAreBoundedInSizeAndNumber() {
        fragments.add(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[40_000])), heard);
        refused(
                CloseCode.TOO_LARGE,
                new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[40_000])));
        Fragments dribbled = fragments(false);
        dribbled.add(begin((byte) 65), heard);
        for (int i = 0; i < 63; i++) {
            dribbled.add(more(false, (byte) 65), heard);
        }
        assertThatThrownBy(() -> dribbled.add(more(false, (byte) 65), heard))
                .isInstanceOfSatisfying(
                        Fragments.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(CloseCode.POLICY));
    }

    private void refused(CloseCode code, WebSocketFrame frame) {
        assertThatThrownBy(() -> fragments.add(frame, heard))
                .isInstanceOfSatisfying(
                        Fragments.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static WebSocketFrame begin(byte part) {
        return new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[] {part}));
    }

    private static WebSocketFrame more(boolean last, byte part) {
        return new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(new byte[] {part}));
    }
}
