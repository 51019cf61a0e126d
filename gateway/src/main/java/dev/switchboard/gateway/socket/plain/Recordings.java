package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.blob.AudioKind;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.gateway.participant.Seat;
import dev.switchboard.gateway.socket.Upload;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Takes voice messages in, off the event loop: large frames are read a few at a time, recordings are looked at and
/// kept in the blob store. Its errors are `Problem`s.
final class Recordings implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
    private static final int WAITING = 1_000;

    private final Blobs blobs;
    private final PlainReader reader;
    private final Scheduler readers;

    Recordings(Blobs blobs, PlainReader reader, PlainSettings settings) {
        this.blobs = blobs;
        this.reader = reader;
        this.readers = Schedulers.newBoundedElastic(settings.readers(), WAITING, "gateway-uploads", 60, true);
    }

    /// The frame that was uploaded; the upload is done then.
    Mono<PlainInbound> read(Upload upload) {
        return Mono.fromCallable(() -> reader.read(upload::text))
                .subscribeOn(readers)
                .doFinally(_ -> upload.done());
    }

    /// The same recording of the same visitor is kept once.
    Mono<Attachment> keep(Seat seat, byte[] recording) {
        return Mono.justOrEmpty(AudioKind.of(recording))
                .switchIfEmpty(Mono.error(AudioKind::unknown))
                .flatMap(kind -> blobs.keep(seat.accountId(), seat.address().senderKey(seat.accountId()), recording)
                        .map(id -> new Attachment(id, kind.fileName(), kind.contentType(), recording.length, null)))
                .onErrorMap(IOException.class, Recordings::notKept);
    }

    private static Problem notKept(IOException e) {
        LOG.error("A recording cannot be kept", e);
        return Problem.of(ProblemCode.UNAVAILABLE, "The voice message could not be stored")
                .advise("Send it again in a moment, with the same id.");
    }

    @Override
    public void destroy() {
        readers.dispose();
    }
}
