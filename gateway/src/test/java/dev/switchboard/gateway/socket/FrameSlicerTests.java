package dev.switchboard.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Netty's own encoder of a client and its own decoder of a server stand on both sides.
class FrameSlicerTests {
    private static final int SLICE = 32 * 1024;
    private static final int LARGEST = 4 * 1024 * 1024;

    private final EmbeddedChannel server = new EmbeddedChannel(
            new FrameSlicer(LARGEST),
            new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(64 * 1024)
                    .build()));

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 125, 126, 127, SLICE - 1, SLICE, SLICE + 1, SLICE + 125, 2 * SLICE, 65_535, 65_536, 1_000_003
            })
    void aFrameOfAnySizeComesThroughInPiecesOfASlice(int size) {
        byte[] sent = bytes(size);
        byte[] wire = wire(new TextWebSocketFrame(Unpooled.wrappedBuffer(sent)));

        List<WebSocketFrame> frames = heard(wire, wire.length);

        assertThat(frames).hasSize(Math.max(1, (size + SLICE - 1) / SLICE));
        assertThat(frames.getFirst()).isInstanceOf(TextWebSocketFrame.class);
        assertThat(frames.getLast().isFinalFragment()).isTrue();
        assertThat(frames.subList(0, frames.size() - 1)).noneMatch(WebSocketFrame::isFinalFragment);
        assertThat(joined(frames)).isEqualTo(sent);
    }

    @Test
    void whereverTheWireCutsTheMessagesAreTheSame() {
        byte[] first = bytes(70_001);
        byte[] second = bytes(40_000);
        byte[] wire = joinedBytes(
                wire(new TextWebSocketFrame(false, 0, Unpooled.wrappedBuffer(first))),
                wire(new PingWebSocketFrame(Unpooled.wrappedBuffer(bytes(9)))),
                wire(new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(second))),
                wire(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes(3)))));
        for (int step : new int[] {1, 3, 13, 1_000, 33_333, wire.length}) {
            List<WebSocketFrame> frames = heard(wire, step);
            List<WebSocketFrame> text = frames.stream()
                    .filter(frame -> frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame)
                    .toList();
            assertThat(joined(text)).isEqualTo(joinedBytes(first, second));
            assertThat(text.stream().filter(WebSocketFrame::isFinalFragment)).hasSize(1);
            assertThat(frames).hasAtLeastOneElementOfType(PingWebSocketFrame.class);
            assertThat(frames.getLast()).isInstanceOf(BinaryWebSocketFrame.class);
        }
    }

    @Test
    void nothingIsKeptOfAFrameThatIsHalfSent() {
        byte[] wire = wire(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes(LARGEST))));
        ByteBuf half = Unpooled.wrappedBuffer(wire, 0, 14 + LARGEST / 2);
        server.writeInbound(half);

        assertThat(frames()).hasSize(LARGEST / 2 / SLICE);
        assertThat(half.refCnt()).isZero();
    }

    @Test
    void whatIsTooLargeOrUnmaskedIsLeftToTheDecoderToRefuse() {
        byte[] tooLarge = wire(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes(LARGEST + 1))));
        assertThat(refused(tooLarge)).contains("Max frame length");
        EmbeddedChannel careless = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
        careless.writeOutbound(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes(100_000))));
        assertThat(refused(read(careless))).contains("not masked");
    }

    private static String refused(byte[] wire) {
        EmbeddedChannel channel = new EmbeddedChannel(
                new FrameSlicer(LARGEST),
                new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(64 * 1024)
                        .build()));
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(wire));
            return "nothing";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private List<WebSocketFrame> heard(byte[] wire, int step) {
        for (int at = 0; at < wire.length; at += step) {
            server.writeInbound(Unpooled.copiedBuffer(wire, at, Math.min(step, wire.length - at)));
        }
        return frames();
    }

    private List<WebSocketFrame> frames() {
        List<WebSocketFrame> frames = new ArrayList<>();
        for (WebSocketFrame frame = server.readInbound(); frame != null; frame = server.readInbound()) {
            frames.add(frame);
        }
        return frames;
    }

    private static byte[] wire(WebSocketFrame frame) {
        EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
        client.writeOutbound(frame);
        return read(client);
    }

    private static byte[] read(EmbeddedChannel client) {
        List<byte[]> parts = new ArrayList<>();
        for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
            parts.add(ByteBufUtil.getBytes(part));
        }
        return joinedBytes(parts.toArray(byte[][]::new));
    }

    private static byte[] joined(List<WebSocketFrame> frames) {
        return joinedBytes(frames.stream()
                .map(frame -> ByteBufUtil.getBytes(frame.content()))
                .toArray(byte[][]::new));
    }

    private static byte[] joinedBytes(byte[]... parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
