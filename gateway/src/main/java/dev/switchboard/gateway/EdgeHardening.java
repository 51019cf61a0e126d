package dev.switchboard.gateway;

import java.time.Duration;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/// Reactor Netty's defaults are not safe at a public edge: these are ours, beside the limits in `gateway.yaml`.
@Component
class EdgeHardening implements NettyServerCustomizer {
    private static final Duration FIRST_REQUEST = Duration.ofSeconds(10);
    private static final Duration NEXT_REQUEST = Duration.ofSeconds(60);
    private static final Duration WHOLE_BODY = Duration.ofSeconds(60);

    @Override
    public HttpServer apply(HttpServer server) {
        return server.protocol(HttpProtocol.HTTP11)
                .compress(false)
                .maxKeepAliveRequests(10_000)
                .httpRequestDecoder(decoder -> decoder.validateHeaders(true)
                        .allowDuplicateContentLengths(false)
                        .allowPartialChunks(true)
                        .maxChunkSize(64 * 1024))
                .doOnChannelInit((_, channel, _) -> channel.pipeline()
                        .addAfter(
                                NettyPipeline.HttpCodec,
                                RequestDeadline.class.getSimpleName(),
                                new RequestDeadline(FIRST_REQUEST, WHOLE_BODY, NEXT_REQUEST)));
    }
}
