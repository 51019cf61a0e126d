package dev.switchboard.common.blob;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Bytes in a folder, by account and id. A blob appears whole or not at all, survives a power cut once `keep` is
/// done, and never changes. Both names are UUIDs, so no name leads out of its account. Files are never touched on the
/// caller's thread.
public final class Blobs {
    private static final int CHUNK = 64 * 1024;

    private final Path folder;
    private final DataSize largest;

    public Blobs(Path folder, DataSize largest) {
        this.folder = folder.toAbsolutePath().normalize();
        this.largest = largest;
    }

    public DataSize largest() {
        return largest;
    }

    /// The same bytes of the same holder are kept once, under the same id.
    ///
    /// @param holder whose they are, so that nobody's erasure takes another's bytes
    /// @return the id; fails with `PAYLOAD_TOO_LARGE`, or with an `IOException` where the folder cannot be written
    public Mono<UUID> keep(UUID accountId, String holder, byte[] bytes) {
        if (bytes.length > largest.toBytes()) {
            return Mono.error(tooLarge());
        }
        return Mono.fromCallable(() -> {
                    UUID id = BlobId.of(accountId, holder, bytes);
                    write(file(accountId, id), bytes);
                    return id;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// Keeps bytes as they come, under an id that nobody else has.
    ///
    /// @return how many they are; fails with `PAYLOAD_TOO_LARGE` as soon as more have come than a blob may have,
    ///     and leaves nothing where it fails
    public Mono<Long> keep(UUID accountId, UUID id, Flux<DataBuffer> bytes) {
        Path file = file(accountId, id);
        return Mono.usingWhen(
                        Mono.fromCallable(() -> part(file)),
                        part -> DataBufferUtils.write(bounded(bytes), part, StandardOpenOption.WRITE)
                                .publishOn(Schedulers.boundedElastic())
                                .then(Mono.fromCallable(() -> publish(part, file))),
                        part -> Mono.fromCallable(() -> Files.deleteIfExists(part))
                                .subscribeOn(Schedulers.boundedElastic()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// @return the bytes as a stream that begins once the blob is found; fails with `NOT_FOUND` where the account has
    ///     none under this id
    public Mono<Flux<DataBuffer>> open(UUID accountId, UUID id) {
        Path file = file(accountId, id);
        return Mono.fromCallable(() -> {
                    if (!Files.exists(file)) {
                        throw Problem.notFound("File " + id);
                    }
                    return DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, CHUNK)
                            .subscribeOn(Schedulers.boundedElastic());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// Does nothing where there is none.
    public Mono<Void> remove(UUID accountId, UUID id) {
        return Mono.fromCallable(() -> Files.deleteIfExists(file(accountId, id)))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private Flux<DataBuffer> bounded(Flux<DataBuffer> bytes) {
        return Flux.defer(() -> {
            AtomicLong come = new AtomicLong();
            return bytes.handle((buffer, sink) -> {
                if (come.addAndGet(buffer.readableByteCount()) > largest.toBytes()) {
                    DataBufferUtils.release(buffer);
                    sink.error(tooLarge());
                } else {
                    sink.next(buffer);
                }
            });
        });
    }

    private Problem tooLarge() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A file has at most " + largest.toMegabytes() + " MB");
    }

    private static Path part(Path file) throws IOException {
        Path parent = Files.createDirectories(file.getParent());
        return Files.createTempFile(parent, file.getFileName().toString(), ".part");
    }

    private static long publish(Path part, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            out.force(true);
        }
        long size = Files.size(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        sync(Objects.requireNonNull(file.getParent()));
        return size;
    }

    /// @return the bytes; fails with `NOT_FOUND` where the account has none under this id
    public Mono<byte[]> read(UUID accountId, UUID id) {
        return Mono.fromCallable(() -> Files.readAllBytes(file(accountId, id)))
                .onErrorMap(NoSuchFileException.class, _ -> Problem.notFound("File " + id))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /// A folder holds at most a 256th of an account's files.
    private Path file(UUID accountId, UUID id) {
        String name = id.toString();
        return folder.resolve(accountId.toString())
                .resolve(name.substring(0, 2))
                .resolve(name);
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Path part = part(file);
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
            }
            long _ = publish(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Without it a power cut may forget the file's name.
    private static void sync(Path parent) throws IOException {
        try (FileChannel names = FileChannel.open(parent, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
