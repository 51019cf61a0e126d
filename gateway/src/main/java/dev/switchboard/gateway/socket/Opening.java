package dev.switchboard.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.util.AttributeKey;
import java.util.Map;

/// Takes an upgraded channel over from Reactor Netty, whose state of the request and whose operators are a multiple of
/// what an idle socket needs.
final class Opening {
    /// Where Reactor Netty keeps the request of a channel; without it the channel is a plain connection to it.
    private static final AttributeKey<?> REQUEST = AttributeKey.valueOf("$CONNECTION");

    private Opening() {}

    /// Leaves the codec and the socket's handler.
    ///
    /// @return the context before the encoder: what is written there goes out as it is
    static ChannelHandlerContext strip(ChannelPipeline pipeline, ChannelHandler socket) {
        boolean framed = false;
        for (Map.Entry<String, ChannelHandler> entry : pipeline.toMap().entrySet()) {
            ChannelHandler handler = entry.getValue();
            boolean codec = handler instanceof WebSocketFrameDecoder || handler instanceof WebSocketFrameEncoder;
            framed |= codec;
            // what stands before the codec belongs to the wire: TLS
            if (framed && !codec && handler != socket) {
                pipeline.remove(handler);
            }
        }
        forget(pipeline);
        ChannelHandlerContext encoder = pipeline.context(WebSocketFrameEncoder.class);
        if (encoder == null) {
            throw new IllegalStateException("the channel was not upgraded");
        }
        return encoder;
    }

    /// Large frames come to the decoder in pieces.
    static void slice(ChannelPipeline pipeline, long largest) {
        String decoder = pipeline.context(WebSocketFrameDecoder.class).name();
        pipeline.addBefore(decoder, FrameSlicer.class.getSimpleName(), new FrameSlicer(largest));
    }

    @SuppressWarnings("deprecation")
    private static void forget(ChannelPipeline pipeline) {
        pipeline.channel().attr(REQUEST).remove();
    }
}
