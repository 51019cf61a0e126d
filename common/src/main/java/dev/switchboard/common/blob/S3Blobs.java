package dev.switchboard.common.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// Bytes in a bucket of any store that speaks the S3 protocol. What comes as a stream waits in a file until it is
/// whole, for S3 wants its length first.
final class S3Blobs implements Blobs, AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final S3Client client;
    private final String bucket;
    private final DataSize largest;

    S3Blobs(S3Client client, String bucket, DataSize largest) {
        this.client = client;
        this.bucket = bucket;
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
                    put(accountId, id, RequestBody.fromBytes(bytes));
                    return id;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Mono<Long> keep(UUID accountId, UUID id, Flux<DataBuffer> bytes) {
        return Mono.usingWhen(
                        Mono.fromCallable(() -> Files.createTempFile("blob-", ".part")),
                        part -> DataBufferUtils.write(bounded(bytes), part)
                                .publishOn(Schedulers.boundedElastic())
                                .then(Mono.fromCallable(() -> send(accountId, id, part))),
                        part -> Mono.fromCallable(() -> Files.deleteIfExists(part))
                                .subscribeOn(Schedulers.boundedElastic()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private long send(UUID accountId, UUID id, Path part) throws IOException {
        put(accountId, id, RequestBody.fromFile(part));
        return Files.size(part);
    }

    private void put(UUID accountId, UUID id, RequestBody body) {
        var _ = client.putObject(request -> request.bucket(bucket).key(key(accountId, id)), body);
    }

    @Override
    public Mono<Flux<DataBuffer>> open(UUID accountId, UUID id) {
        return Mono.fromCallable(() -> get(accountId, id))
                .onErrorMap(NoSuchKeyException.class, _ -> Blobs.missing(id))
                .map(found -> DataBufferUtils.readInputStream(
                                () -> found, DefaultDataBufferFactory.sharedInstance, CHUNK)
                        .subscribeOn(Schedulers.boundedElastic()))
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Mono<byte[]> read(UUID accountId, UUID id) {
        return Mono.fromCallable(() -> {
                    try (InputStream found = get(accountId, id)) {
                        return found.readAllBytes();
                    }
                })
                .onErrorMap(NoSuchKeyException.class, _ -> Blobs.missing(id))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private InputStream get(UUID accountId, UUID id) {
        return client.getObject(request -> request.bucket(bucket).key(key(accountId, id)));
    }

    @Override
    public Mono<Void> remove(UUID accountId, UUID id) {
        return Mono.fromCallable(() ->
                        client.deleteObject(request -> request.bucket(bucket).key(key(accountId, id))))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private static String key(UUID accountId, UUID id) {
        return accountId + "/" + id;
    }

    @Override
    public void close() {
        client.close();
    }
}
