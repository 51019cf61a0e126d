package dev.switchboard.conversation.attachment;

import dev.switchboard.common.blob.Blobs;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The bytes of a file.
@Service
public class ReadFile {
    private final Blobs blobs;

    ReadFile(Blobs blobs) {
        this.blobs = blobs;
    }

    /// @return a stream that begins once the bytes are found
    public Mono<Flux<DataBuffer>> open(StoredFile file) {
        return blobs.open(file.accountId(), file.id());
    }
}
