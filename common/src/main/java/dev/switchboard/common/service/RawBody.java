package dev.switchboard.common.service;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/// A request's body byte for byte, for what is signed as it was sent.
public final class RawBody {
    private RawBody() {}

    /// @param largest bytes; a longer body fails with `DataBufferLimitException`, which is answered 413
    /// @return empty bytes where there is no body
    public static Mono<byte[]> read(ServerHttpRequest request, int largest) {
        return DataBufferUtils.join(request.getBody(), largest)
                .map(RawBody::bytes)
                .defaultIfEmpty(new byte[0]);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
