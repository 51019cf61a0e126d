package dev.switchboard.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.gateway.SocketSettingsFixture;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class OpenSocketTests {
    private static final SocketSettings SETTINGS = SocketSettingsFixture.defaults();

    private final SocketMeters meters = new SocketMeters(new SimpleMeterRegistry());
    private final Framing framing = new Framing(SETTINGS.largestFrame(), true, true);
    private final OpenSocket socket =
            new OpenSocket(framing, new Fragments(SETTINGS.fragments(), framing, null), SETTINGS, meters);
    private final EmbeddedChannel channel = new EmbeddedChannel(socket);
    private final Connection connection = open();

    private static final class Silent implements SocketSession {
        @Override
        public Mono<Void> start() {
            return Mono.empty();
        }

        @Override
        public void receive(String text) {}

        @Override
        public void tick(long nanos) {}

        @Override
        public boolean admitted() {
            return true;
        }

        @Override
        public void closed() {}
    }

    private Connection open() {
        ChannelHandlerContext context = channel.pipeline().context(socket);
        LoopSockets loop = new LoopSockets(channel.eventLoop(), Duration.ofMillis(10));
        Connection opened = new Connection(context, context, loop, SETTINGS, meters);
        socket.open(context, opened, new Silent());
        channel.runPendingTasks();
        return opened;
    }

    private boolean isOpenAfter(Duration silence) {
        socket.tick(System.nanoTime() + silence.toNanos(), 0);
        return !connection.isClosed();
    }

    @Test
    void aSilentClientIsGoneBeforeTheSecondPingWouldBeAnswered() {
        assertThat(isOpenAfter(Duration.ofMillis(44_900))).isTrue();
        assertThat(isOpenAfter(Duration.ofMillis(45_100))).isFalse();
        channel.runPendingTasks();
        long _ = channel.runScheduledPendingTasks();
        assertThat(channel.isOpen())
                .as("nobody is waited for who does not answer")
                .isFalse();
    }

    @Test
    void aFloodOfPingsIsAnsweredTenTimesASecond() {
        for (int i = 0; i < 500; i++) {
            channel.writeInbound(new PingWebSocketFrame());
        }
        channel.runPendingTasks();
        int answered = 0;
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            answered += out instanceof PongWebSocketFrame ? 1 : 0;
        }
        assertThat(answered).isBetween(10, 30);
        assertThat(connection.isClosed()).isFalse();
    }

    @Test
    void anAnsweredPingIsASignOfLife() {
        assertThat(isOpenAfter(Duration.ofSeconds(40))).isTrue();
        channel.writeInbound(new PongWebSocketFrame());
        assertThat(isOpenAfter(Duration.ofMillis(44_900))).isTrue();
    }
}
