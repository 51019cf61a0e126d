package dev.switchboard.common.blob;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Bytes by account and id. A blob appears whole or not at all, survives a crash once `keep` is done, and never
/// changes. Both names are UUIDs, so no name leads out of its account. Nothing blocks the caller's thread.
public sealed interface Blobs permits FolderBlobs, S3Blobs {
    /// Bytes of the largest blob.
    DataSize largest();

    /// The same bytes of the same holder are kept once, under the same id.
    ///
    /// @param holder whose they are, so that nobody's erasure takes another's bytes
    /// @return the id; fails with `PAYLOAD_TOO_LARGE`, or with another error where the store cannot be written
    Mono<UUID> keep(UUID accountId, String holder, byte[] bytes);

    /// Keeps bytes as they come, under an id that nobody else has.
    ///
    /// @return how many they are; fails with `PAYLOAD_TOO_LARGE` as soon as more have come than a blob may have,
    ///     and leaves nothing where it fails
    Mono<Long> keep(UUID accountId, UUID id, Flux<DataBuffer> bytes);

    /// @return the bytes as a stream that begins once the blob is found; fails with `NOT_FOUND` where the account has
    ///     none under this id
    Mono<Flux<DataBuffer>> open(UUID accountId, UUID id);

    /// @return the bytes; fails with `NOT_FOUND` where the account has none under this id
    Mono<byte[]> read(UUID accountId, UUID id);

    /// Does nothing where there is none.
    Mono<Void> remove(UUID accountId, UUID id);

    static Problem missing(UUID id) {
        return Problem.notFound("File " + id);
    }

    default Problem tooLarge() {
        return Problem.of(
                ProblemCode.PAYLOAD_TOO_LARGE, "A file has at most " + largest().toMegabytes() + " MB");
    }

    /// The bytes up to the bound, and past it an error.
    default Flux<DataBuffer> bounded(Flux<DataBuffer> bytes) {
        return Flux.defer(() -> {
            AtomicLong come = new AtomicLong();
            return bytes.handle((buffer, sink) -> {
                if (come.addAndGet(buffer.readableByteCount()) > largest().toBytes()) {
                    DataBufferUtils.release(buffer);
                    sink.error(tooLarge());
                } else {
                    sink.next(buffer);
                }
            });
        });
    }
}
