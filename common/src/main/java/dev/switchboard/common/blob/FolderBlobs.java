package dev.switchboard.common.blob;

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
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Bytes in a folder that every service sees.
final class FolderBlobs implements Blobs {
    private static final int CHUNK = 64 * 1024;

    private final Path folder;
    private final DataSize largest;

    FolderBlobs(Path folder, DataSize largest) {
        this.folder = folder.toAbsolutePath().normalize();
        this.largest = largest;
    }

    @Override
    public DataSize largest() {
        return largest;
    }

    @Override
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

    @Override
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

    @Override
    public Mono<Flux<DataBuffer>> open(UUID accountId, UUID id) {
        Path file = file(accountId, id);
        return Mono.fromCallable(() -> {
                    if (!Files.exists(file)) {
                        throw Blobs.missing(id);
                    }
                    return DataBufferUtils.read(file, DefaultDataBufferFactory.sharedInstance, CHUNK)
                            .subscribeOn(Schedulers.boundedElastic());
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Mono<Void> remove(UUID accountId, UUID id) {
        return Mono.fromCallable(() -> Files.deleteIfExists(file(accountId, id)))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
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

    @Override
    public Mono<byte[]> read(UUID accountId, UUID id) {
        return Mono.fromCallable(() -> Files.readAllBytes(file(accountId, id)))
                .onErrorMap(NoSuchFileException.class, _ -> Blobs.missing(id))
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
