package dev.switchboard.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.SocketSettingsFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class ConnectionTests {
    private static final SocketSettings SETTINGS = SocketSettingsFixture.defaults();
    private static final Duration GATHER = Duration.ofMillis(10);

    private final SocketMeters meters = new SocketMeters(new SimpleMeterRegistry());
    private final Peer peer = new Peer();
    private final LoopSockets loop = new LoopSockets(peer.channel.eventLoop(), GATHER);
    private final Connection connection = peer.connect(loop);

    /// The reader's end, which may stop taking what is flushed.
    private final class Peer extends ChannelOutboundHandlerAdapter {
        private boolean stalled;
        private int flushes;
        private final EmbeddedChannel channel = new EmbeddedChannel(this, new ChannelInboundHandlerAdapter());

        Connection connect(LoopSockets sockets) {
            channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1024, 2048));
            ChannelHandlerContext last = channel.pipeline().lastContext();
            return new Connection(last, last, sockets, SETTINGS, meters);
        }

        @Override
        public void flush(ChannelHandlerContext context) {
            flushes++;
            if (!stalled) {
                context.flush();
            }
        }

        void readAgain() {
            stalled = false;
            channel.flush();
        }

        List<String> heard() {
            List<String> heard = new ArrayList<>();
            for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
                if (out == Unpooled.EMPTY_BUFFER) {
                    continue;
                }
                switch (out) {
                    case CloseWebSocketFrame close -> heard.add("closed with " + close.statusCode());
                    case ByteBuf frames -> read(frames, heard);
                    default -> heard.add(out.toString());
                }
            }
            return heard;
        }

        private static void read(ByteBuf frames, List<String> heard) {
            while (frames.isReadable()) {
                frames.skipBytes(1);
                heard.add(frames.readCharSequence(frames.readByte(), StandardCharsets.UTF_8)
                        .toString());
            }
        }
    }

    private static Frame frame(String text) {
        return Frame.text(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsSentInOneTurnIsFlushedOnce() {
        Peer other = new Peer();
        Connection connected = other.connect(loop);
        connected.send(frame("one"));
        connected.send(frame("two"));
        peer.channel.runPendingTasks();
        assertThat(other.flushes).isEqualTo(1);
        assertThat(other.heard()).containsExactly("one", "two");
    }

    @Test
    void whatManySendTogetherIsOneBufferThatTheyShare() {
        List<Frame> said = List.of(frame("one"), frame("two"), frame("three"));
        List<Peer> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(new Peer());
            Connection one = crowd.getLast().connect(loop);
            said.forEach(one::send);
        }
        Peer other = new Peer();
        Connection another = other.connect(loop);
        another.send(frame("another"));
        another.send(said.getLast());
        peer.channel.runPendingTasks();
        assertThat(crowd.getFirst().channel.outboundMessages()).hasSize(1);
        assertThat(((ByteBuf) crowd.getLast().channel.outboundMessages().peek()).isDirect())
                .isTrue();
        assertThat(crowd).allMatch(one -> one.heard().equals(List.of("one", "two", "three")));
        assertThat(other.heard()).containsExactly("another", "three");
    }

    @Test
    void whatASlowReaderHasNotTakenFollowsInOrder() {
        peer.stalled = true;
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add("frame number " + i);
            connection.send(frame(sent.getLast()));
            peer.channel.runPendingTasks();
        }
        List<String> taken = new ArrayList<>();
        CompletableFuture<Void> flushed = connection.flushed().toFuture();
        assertThat(flushed).isNotDone();
        peer.readAgain();
        for (int i = 0; i < 100; i++) {
            taken.addAll(peer.heard());
            connection.writable();
            peer.channel.runPendingTasks();
        }
        assertThat(taken).containsExactlyElementsOf(sent);
        assertThat(flushed).isCompleted();
        StepVerifier.create(connection.flushed()).verifyComplete();
    }

    @Test
    void atTheBoundTheSocketIsToldToComeBackAndNothingIsKept() {
        peer.stalled = true;
        for (int i = 0; i < 100; i++) {
            connection.send(frame("x".repeat(100)));
        }
        CompletableFuture<Void> flushed = connection.flushed().toFuture();
        for (int i = 0; i < SETTINGS.outboundFrames(); i++) {
            connection.send(frame("more"));
        }
        assertThat(flushed).isNotDone();
        peer.channel.runPendingTasks();
        assertThat(connection.isClosed()).isTrue();
        assertThat(flushed).isDone();
        peer.readAgain();
        List<String> heard = peer.heard();
        // what the channel had taken, and the reason
        assertThat(heard).hasSizeLessThan(40).endsWith("closed with 1012");
        connection.send(frame("more"));
        peer.channel.runPendingTasks();
        assertThat(peer.heard()).isEmpty();
    }

    @Test
    void aReaderThatTakesNotEvenTheCloseFrameIsCut() {
        peer.stalled = true;
        connection.close(CloseCode.RESTART);
        peer.channel.runPendingTasks();
        assertThat(peer.channel.isOpen()).isTrue();
        peer.channel.advanceTimeBy(SETTINGS.closeTimeout().toMillis() + 1, TimeUnit.MILLISECONDS);
        peer.channel.runScheduledPendingTasks();
        assertThat(peer.channel.isOpen()).isFalse();
    }

    @Test
    void framesGatherForACrowdAndNotForAFew() {
        List<Peer> crowd = new ArrayList<>();
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            crowd.add(new Peer());
            connections.add(crowd.getLast().connect(loop));
        }
        Frame first = frame("first");
        connections.forEach(one -> one.send(first));
        peer.channel.runPendingTasks();
        assertThat(crowd).allMatch(one -> one.heard().equals(List.of("first")));
        connections.forEach(one -> one.send(frame("second")));
        peer.channel.runPendingTasks();
        assertThat(crowd).allMatch(one -> one.heard().isEmpty());
        connections.forEach(one -> one.send(frame("third")));
        peer.channel.advanceTimeBy(GATHER.toMillis(), TimeUnit.MILLISECONDS);
        peer.channel.runScheduledPendingTasks();
        assertThat(crowd).allMatch(one -> one.heard().equals(List.of("second", "third")) && one.flushes == 2);
        connection.send(frame("late"));
        peer.channel.advanceTimeBy(GATHER.toMillis(), TimeUnit.MILLISECONDS);
        peer.channel.runScheduledPendingTasks();
        connection.send(frame("at once"));
        peer.channel.runPendingTasks();
        assertThat(peer.heard()).containsExactly("late", "at once");
    }
}
