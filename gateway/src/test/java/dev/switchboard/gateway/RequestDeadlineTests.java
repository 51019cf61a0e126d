package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class RequestDeadlineTests {
    private final EmbeddedChannel channel = new EmbeddedChannel(new RequestDeadline(new EdgeSettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            3,
            DataSize.ofKilobytes(64))));

    RequestDeadlineTests() {
        channel.freezeTime();
    }

    @Test
    void aConnectionWithoutAWholeRequestHeadIsEnded() {
        pass(9);
        assertThat(channel.isOpen()).isTrue();
        pass(2);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerMayTakeItsTimeAndTheNextRequestMayNot() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(120);
        assertThat(channel.isOpen()).isTrue();
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        pass(61);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyThatDoesNotEndEndsTheConnection() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
        pass(20);
        channel.writeInbound(new DefaultHttpContent(Unpooled.EMPTY_BUFFER));
        pass(11);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anAnswerBeforeTheEndOfTheBodyChangesNothing() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"));
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED));
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(59);
        assertThat(channel.isOpen()).isTrue();
        pass(2);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatAsksAheadOfTooManyAnswersIsCutOffAndItsRequestsAreDropped() {
        for (int i = 0; i < 3; i++) {
            request();
        }
        assertThat(channel.isOpen()).isTrue();
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
        request();
        assertThat(channel.isOpen()).isTrue();
        channel.releaseInbound();
        ByteBuf content = Unpooled.buffer().writeByte(1);
        channel.pipeline()
                .fireChannelRead(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/", content));
        assertThat(channel.isOpen()).isFalse();
        assertThat(channel.inboundMessages()).isEmpty();
        assertThat(content.refCnt()).isZero();
    }

    private void request() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        channel.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    @Test
    void aClientThatDoesNotTakeItsAnswerIsCutOff() {
        request();
        stall();
        pass(19);
        assertThat(channel.isOpen()).isTrue();
        channel.flushOutbound();
        pass(19);
        assertThat(channel.isOpen()).isTrue();
        stall();
        pass(21);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aClientThatAsksOnWhileItTakesNoAnswerIsCutOff() {
        request();
        stall();
        channel.pipeline().fireChannelRead(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        assertThat(channel.isOpen()).isFalse();
    }

    /// An answer that is written and stays with Netty.
    private void stall() {
        channel.write(new DefaultHttpContent(Unpooled.buffer().writeZero(100_000)));
        channel.runPendingTasks();
        assertThat(channel.isWritable()).isFalse();
    }

    @Test
    void aSocketIsNoRequest() {
        channel.writeInbound(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/ws"));
        channel.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS));
        pass(600);
        assertThat(channel.isOpen()).isTrue();
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }
}
