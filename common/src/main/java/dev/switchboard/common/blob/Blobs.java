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
import java.util.UUID;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Bytes in a folder, by account and id. A blob appears whole or not at all, survives a power cut once `keep` is
/// done, and never changes. Both names are UUIDs, so no name leads out of its account. Files are never touched on the
/// caller's thread.
public final class Blobs {
    private final Path folder;
    private final DataSize largest;

    public Blobs(Path folder, DataSize largest) {
        this.folder = folder.toAbsolutePath().normalize();
        this.largest = largest;
    }

    /// The same bytes of the same holder are kept once, under the same id.
    ///
    /// @param holder whose they are, so that nobody's erasure takes another's bytes
    /// @return the id; fails with `PAYLOAD_TOO_LARGE`, or with an `IOException` where the folder cannot be written
    public Mono<UUID> keep(UUID accountId, String holder, byte[] bytes) {
        if (bytes.length > largest.toBytes()) {
            return Mono.error(
                    Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "A file has at most " + largest.toMegabytes() + " MB"));
        }
        return Mono.fromCallable(() -> {
                    UUID id = BlobId.of(accountId, holder, bytes);
                    write(file(accountId, id), bytes);
                    return id;
                })
                .subscribeOn(Schedulers.boundedElastic());
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
        Path parent = Files.createDirectories(file.getParent());
        Path part = Files.createTempFile(parent, file.getFileName().toString(), ".part");
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    out.write(rest);
                }
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        sync(parent);
    }

    /// Without it a power cut may forget the file's name.
    private static void sync(Path parent) throws IOException {
        try (FileChannel names = FileChannel.open(parent, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
