package dev.switchboard.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// What every store of bytes keeps to.
abstract class BlobsContract {
    static final UUID ACME = UUID.fromString("0199d3a0-0000-7000-8000-000000000001");
    private static final UUID GLOBEX = UUID.fromString("0199d3a0-0000-7000-8000-000000000002");

    static final DataSize LARGEST = DataSize.ofKilobytes(64);

    Blobs blobs;

    /// The names of all that is there.
    abstract List<String> stored();

    @Test
    void whatIsKeptIsReadAgain() {
        byte[] bytes = bytes(64 * 1024, 7);
        UUID id = blobs.keep(ACME, "ada", bytes).block();
        assertThat(blobs.read(ACME, id).block()).isEqualTo(bytes);
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void theSameBytesOfOneHolderAreKeptOnceAndOfTwoHoldersApart() {
        UUID first = blobs.keep(ACME, "ada", bytes(100, 1)).block();
        assertThat(blobs.keep(ACME, "ada", bytes(100, 1)).block()).isEqualTo(first);
        assertThat(stored()).hasSize(1);

        assertThat(blobs.keep(ACME, "ada", bytes(100, 2)).block()).isNotEqualTo(first);
        assertThat(blobs.keep(ACME, "bob", bytes(100, 1)).block()).isNotEqualTo(first);
        assertThat(blobs.keep(GLOBEX, "ada", bytes(100, 1)).block()).isNotEqualTo(first);
        assertThat(stored()).hasSize(4);
    }

    @Test
    void anotherAccountDoesNotReadIt() {
        UUID id = blobs.keep(ACME, "ada", bytes(10, 1)).block();
        refused(blobs.read(GLOBEX, id), ProblemCode.NOT_FOUND);
        refused(blobs.read(ACME, UUID.randomUUID()), ProblemCode.NOT_FOUND);
    }

    @Test
    void whatIsTooLargeIsRefusedAndLeavesNothing() {
        refused(blobs.keep(ACME, "ada", bytes(64 * 1024 + 1, 1)), ProblemCode.PAYLOAD_TOO_LARGE);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aStreamIsKeptAndReadAgainAndRemoved() {
        UUID id = UUID.randomUUID();
        byte[] bytes = bytes(60_000, 5);
        assertThat(blobs.keep(ACME, id, stream(bytes, 1000)).block()).isEqualTo(60_000);
        assertThat(read(id)).isEqualTo(bytes);
        refused(blobs.open(GLOBEX, id), ProblemCode.NOT_FOUND);

        blobs.remove(ACME, id).block();
        blobs.remove(ACME, id).block();
        refused(blobs.open(ACME, id), ProblemCode.NOT_FOUND);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aStreamThatIsTooLongEndsAtItsBoundAndLeavesNothing() {
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
        assertThat(stored()).isEmpty();
    }

    @Test
    void writersOfTheSameBytesDoNotDisturbOneAnother() {
        byte[] bytes = bytes(50_000, 3);
        List<UUID> ids = Flux.range(0, 32)
                .flatMap(_ -> blobs.keep(ACME, "ada", bytes), 32)
                .collectList()
                .block();
        assertThat(ids).hasSize(32).containsOnly(ids.getFirst());
        assertThat(stored()).hasSize(1);
        assertThat(blobs.read(ACME, ids.getFirst()).block()).isEqualTo(bytes);
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

    private static void refused(Mono<?> work, ProblemCode code) {
        assertThatThrownBy(work::block)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        return bytes;
    }
}
