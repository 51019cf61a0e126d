package dev.switchboard.gateway;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/// Reactor Netty's defaults are not safe at a public edge: these are ours, beside the limits in `gateway.yaml`.
@Component
class EdgeHardening implements NettyServerCustomizer {
    private final EdgeSettings settings;
    private final LegalTarget legalTarget = new LegalTarget();

    EdgeHardening(EdgeSettings settings) {
        this.settings = settings;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.protocol(HttpProtocol.HTTP11)
                .compress(false)
                .maxKeepAliveRequests(10_000)
                .httpRequestDecoder(decoder -> decoder.validateHeaders(true)
                        .allowDuplicateContentLengths(false)
                        .allowPartialChunks(true)
                        .maxChunkSize((int) settings.largestChunk().toBytes()))
                .doOnChannelInit((_, channel, _) -> channel.pipeline()
                        .addAfter(
                                NettyPipeline.HttpCodec,
                                RequestDeadline.class.getSimpleName(),
                                new RequestDeadline(settings))
                        .addAfter(
                                RequestDeadline.class.getSimpleName(),
                                LingeringClose.class.getSimpleName(),
                                new LingeringClose())
                        .addAfter(NettyPipeline.HttpCodec, LegalTarget.class.getSimpleName(), legalTarget));
    }
}
