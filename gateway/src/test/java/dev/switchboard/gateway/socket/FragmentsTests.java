package dev.switchboard.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.gateway.SocketSettingsFixture;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FragmentsTests {
    private final Fragments fragments = new Fragments(SocketSettingsFixture.defaults());

    @Test
    void partsBecomeOneTextEvenInTheMiddleOfACharacter() {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        assertThat(fragments.add(begin(euro[0]))).isNull();
        assertThat(fragments.add(more(false, euro[1]))).isNull();
        assertThat(fragments.add(more(true, euro[2]))).isEqualTo("€");
        assertThat(fragments.add(new TextWebSocketFrame("next"))).isEqualTo("next");
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
        fragments.add(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[40_000])));
        refused(
                CloseCode.TOO_LARGE,
                new ContinuationWebSocketFrame(false, 0, Unpooled.wrappedBuffer(new byte[40_000])));
        Fragments dribbled = new Fragments(SocketSettingsFixture.defaults());
        dribbled.add(begin((byte) 65));
        for (int i = 0; i < 63; i++) {
            dribbled.add(more(false, (byte) 65));
        }
        assertThatThrownBy(() -> dribbled.add(more(false, (byte) 65)))
                .isInstanceOfSatisfying(
                        Fragments.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(CloseCode.POLICY));
    }

    private void refused(CloseCode code, WebSocketFrame frame) {
        assertThatThrownBy(() -> fragments.add(frame))
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
