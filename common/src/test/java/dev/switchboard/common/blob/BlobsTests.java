package dev.switchboard.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class BlobsTests {
    private static final UUID ACME = UUID.fromString("0199d3a0-0000-7000-8000-000000000001");
    private static final UUID GLOBEX = UUID.fromString("0199d3a0-0000-7000-8000-000000000002");

    @TempDir
    Path folder;

    private Blobs blobs;

    @BeforeEach
    void open() {
        blobs = new Blobs(folder.resolve("blobs"), DataSize.ofKilobytes(64));
    }

    @Test
    void whatIsKeptIsReadAgainAlsoAfterARestart() {
        byte[] bytes = bytes(64 * 1024, 7);
        UUID id = blobs.keep(ACME, "ada", bytes).block();

        assertThat(new Blobs(folder.resolve("blobs"), DataSize.ofKilobytes(64))
                        .read(ACME, id)
                        .block())
                .isEqualTo(bytes);
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void theSameBytesOfOneHolderAreKeptOnceAndOfTwoHoldersApart() throws IOException {
        UUID first = blobs.keep(ACME, "ada", bytes(100, 1)).block();
        assertThat(blobs.keep(ACME, "ada", bytes(100, 1)).block()).isEqualTo(first);
        assertThat(files()).hasSize(1);

        assertThat(blobs.keep(ACME, "ada", bytes(100, 2)).block()).isNotEqualTo(first);
        assertThat(blobs.keep(ACME, "bob", bytes(100, 1)).block()).isNotEqualTo(first);
        assertThat(blobs.keep(GLOBEX, "ada", bytes(100, 1)).block()).isNotEqualTo(first);
        assertThat(files()).hasSize(4);
    }

    @Test
    void anotherAccountDoesNotReadIt() {
        UUID id = blobs.keep(ACME, "ada", bytes(10, 1)).block();
        refused(blobs.read(GLOBEX, id), ProblemCode.NOT_FOUND);
        refused(blobs.read(ACME, UUID.randomUUID()), ProblemCode.NOT_FOUND);
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() throws IOException {
        refused(blobs.keep(ACME, "ada", bytes(64 * 1024 + 1, 1)), ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(files()).isEmpty();
    }

    @Test
    void aStreamIsKeptAndReadAgainAndRemoved() throws IOException {
        UUID id = UUID.randomUUID();
        byte[] bytes = bytes(60_000, 5);
        assertThat(blobs.keep(ACME, id, stream(bytes, 1000)).block()).isEqualTo(60_000);
        assertThat(read(id)).isEqualTo(bytes);
        refused(blobs.open(GLOBEX, id), ProblemCode.NOT_FOUND);

        blobs.remove(ACME, id).block();
        blobs.remove(ACME, id).block();
        refused(blobs.open(ACME, id), ProblemCode.NOT_FOUND);
        assertThat(files()).isEmpty();
    }

    @Test
    void aStreamThatIsTooLongEndsAtItsBoundAndLeavesNothing() throws IOException {
        AtomicLong come = new AtomicLong();
        Flux<DataBuffer> endless = stream(bytes(1000, 1), 1000)
                .repeat(10_000)
                .doOnNext(buffer -> come.addAndGet(buffer.readableByteCount()));
        refused(blobs.keep(ACME, UUID.randomUUID(), endless), ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(come.get()).isLessThan(1_000_000);
        assertThatThrownBy(() -> blobs.keep(
                                ACME,
                                UUID.randomUUID(),
                                stream(bytes(10, 1), 5).concatWith(Flux.error(new IOException("gone"))))
                        .block())
                .hasCauseInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
    }

    private static Flux<DataBuffer> stream(byte[] bytes, int chunk) {
        return Flux.range(0, Math.ceilDiv(bytes.length, chunk))
                .map(n -> DefaultDataBufferFactory.sharedInstance.wrap(
                        Arrays.copyOfRange(bytes, n * chunk, Math.min(bytes.length, (n + 1) * chunk))));
    }

    private byte[] read(UUID id) {
        return DataBufferUtils.join(blobs.open(ACME, id).flatMapMany(Function.identity()))
                .map(joined -> {
                    byte[] all = new byte[joined.readableByteCount()];
                    joined.read(all);
                    return all;
                })
                .block();
    }

    @Test
    void writersOfTheSameBytesDoNotDisturbOneAnother() throws IOException {
        byte[] bytes = bytes(50_000, 3);
        List<UUID> ids = Flux.range(0, 32)
                .flatMap(_ -> blobs.keep(ACME, "ada", bytes), 32)
                .collectList()
                .block();
        assertThat(ids).hasSize(32).containsOnly(ids.getFirst());
        assertThat(files()).hasSize(1);
        assertThat(blobs.read(ACME, ids.getFirst()).block()).isEqualTo(bytes);
    }

    @Test
    void aReaderNeverSeesHalfAFile() {
        byte[] bytes = bytes(64 * 1024, 5);
        UUID id = BlobId.of(ACME, "ada", bytes);
        CopyOnWriteArraySet<Integer> lengths = new CopyOnWriteArraySet<>();
        Mono<Void> reading = Flux.range(0, 2_000)
                .concatMap(_ -> blobs.read(ACME, id).onErrorResume(Problem.class, _ -> Mono.empty()))
                .doOnNext(read -> lengths.add(read.length))
                .then();
        Mono.when(reading, blobs.keep(ACME, "ada", bytes)).block();
        assertThat(lengths).isSubsetOf(64 * 1024);
    }

    @Test
    void aFolderThatCannotBeWrittenIsAnErrorAndNotAnId() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Blobs nowhere = new Blobs(file, DataSize.ofKilobytes(64));
        assertThatThrownBy(() -> nowhere.keep(ACME, "ada", bytes(10, 1)).block())
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void filesAreNotTouchedOnTheCallersThread() {
        List<String> threads = new ArrayList<>();
        byte[] read = blobs.keep(ACME, "ada", bytes(10, 1))
                .doOnNext(_ -> threads.add(Thread.currentThread().getName()))
                .flatMap(id -> blobs.read(ACME, id))
                .doOnNext(_ -> threads.add(Thread.currentThread().getName()))
                .block();
        assertThat(read).hasSize(10);
        assertThat(threads).hasSize(2).allMatch(name -> name.startsWith("boundedElastic"));
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(folder.resolve("blobs"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve("blobs"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void refused(Mono<?> work, ProblemCode code) {
        assertThatThrownBy(work::block)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }
}
