package dev.switchboard.common.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class FolderBlobsTests extends BlobsContract {
    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        blobs = new FolderBlobs(folder.resolve("blobs"), LARGEST);
    }

    @Override
    List<String> stored() {
        if (!Files.exists(folder.resolve("blobs"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder.resolve("blobs"))) {
            return all.filter(Files::isRegularFile).map(Path::toString).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsKeptIsReadAgainAfterARestart() {
        byte[] bytes = bytes(64 * 1024, 7);
        UUID id = blobs.keep(ACME, "ada", bytes).block();

        assertThat(new FolderBlobs(folder.resolve("blobs"), LARGEST)
                        .read(ACME, id)
                        .block())
                .isEqualTo(bytes);
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
        Blobs nowhere = new FolderBlobs(file, LARGEST);
        assertThatThrownBy(() -> nowhere.keep(ACME, "ada", bytes(10, 1)).block())
                .hasRootCauseInstanceOf(IOException.class);
    }
}
