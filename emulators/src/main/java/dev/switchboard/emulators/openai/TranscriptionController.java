package dev.switchboard.emulators.openai;

import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.fault.Fault;
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Listens to recordings as OpenAI's transcription endpoint does, with its checks and its errors. `/_sent` lists the
/// file's name and what was heard.
@RestController
class TranscriptionController {
    private static final String PROVIDER = "openai";
    private static final int LARGEST = 26 * 1024 * 1024;

    private final EmulatorSettings settings;
    private final Faults faults;
    private final Outgoing outgoing;

    TranscriptionController(EmulatorSettings settings, Faults faults, Outgoing outgoing) {
        this.settings = settings;
        this.faults = faults;
        this.outgoing = outgoing;
    }

    record Transcript(String text) {}

    @PostMapping(path = "/v1/audio/transcriptions", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<Transcript> transcribe(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody Mono<MultiValueMap<String, Part>> form) {
        if (!("Bearer " + settings.openai().apiKey()).equals(authorization)) {
            return Mono.error(OpenAiError.badKey());
        }
        return form.flatMap(parts -> {
            String model = field(parts, "model");
            if (!model.equals(settings.openai().transcriptionModel())) {
                return Mono.error(OpenAiError.noSuchModel(model));
            }
            if (!(parts.getFirst("file") instanceof FilePart file)) {
                return Mono.error(OpenAiError.missing("file"));
            }
            return DataBufferUtils.join(file.content(), LARGEST)
                    .map(buffer -> {
                        byte[] bytes = new byte[buffer.readableByteCount()];
                        buffer.read(bytes);
                        DataBufferUtils.release(buffer);
                        return bytes;
                    })
                    .flatMap(recording -> listen(file.filename(), recording, faults.next(PROVIDER)));
        });
    }

    private static String field(MultiValueMap<String, Part> parts, String name) {
        if (parts.getFirst(name) instanceof FormFieldPart field
                && !field.value().isBlank()) {
            return field.value();
        }
        throw OpenAiError.missing(name);
    }

    private Mono<Transcript> listen(String name, byte[] recording, Fault fault) {
        return switch (fault) {
            case NONE, UNDELIVERED -> Mono.fromSupplier(() -> hear(name, recording));
            case TOO_MANY -> Mono.error(OpenAiError.tooMany());
            case FAILS -> Mono.error(OpenAiError.somethingWrong());
            case REFUSED -> Mono.error(OpenAiError.badFile());
            case TIMEOUT -> Mono.delay(settings.hang()).then(Mono.error(OpenAiError.somethingWrong()));
            case LOST_RESPONSE -> Mono.fromSupplier(() -> hear(name, recording)).delayElement(settings.hang());
        };
    }

    private Transcript hear(String name, byte[] recording) {
        String text = SpokenTitle.of(recording);
        outgoing.add(new Sent(PROVIDER, name, text, UUID.randomUUID().toString(), Instant.now()));
        return new Transcript(text);
    }

    @ExceptionHandler
    ResponseEntity<OpenAiError.Body> refuse(OpenAiError error) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(error.status());
        if (error.status().value() == 429) {
            answer.header(HttpHeaders.RETRY_AFTER, "1");
        }
        return answer.body(error.body());
    }
}
