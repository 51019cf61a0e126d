package dev.switchboard.ai.session;

import dev.switchboard.common.blob.AudioKind;
import dev.switchboard.common.blob.Blobs;
import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.RawBody;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// Takes voice messages in: a bounded number of large bodies at once, read off the event loop, their recordings kept
/// in the blob store. Its errors are `Problem`s.
@Component
class VoiceMessages {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceMessages.class);
    /// Room for all but the recording.
    private static final int REST = 64 * 1024;

    private final SessionAddresses addresses;
    private final Blobs blobs;
    private final Validator validator;
    private final Clock clock;
    private final int largest;
    private final Semaphore uploads;

    VoiceMessages(SessionAddresses addresses, Blobs blobs, Validator validator, Clock clock, SessionSettings settings) {
        this.addresses = addresses;
        this.blobs = blobs;
        this.validator = validator;
        this.clock = clock;
        this.largest = (int) settings.largestAudio().toBytes();
        this.uploads = new Semaphore(settings.uploads());
    }

    Mono<AudioRequest> read(ServerHttpRequest request) {
        int longest = largest / 3 * 4 + REST;
        if (request.getHeaders().getContentLength() > longest) {
            // refused early, as the gateway is told nothing by a connection that breaks while it still sends
            return Mono.error(tooLarge());
        }
        return Mono.using(
                this::begin,
                _ -> RawBody.read(request, longest)
                        .publishOn(Schedulers.boundedElastic())
                        .map(this::parse),
                Semaphore::release);
    }

    private Semaphore begin() {
        if (!uploads.tryAcquire()) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "Too many voice messages come at once")
                    .advise("Try again in a moment.");
        }
        return uploads;
    }

    private AudioRequest parse(byte[] body) {
        AudioRequest request = json(body);
        Map<String, List<String>> wrong = validator.validate(request).stream()
                .collect(Collectors.groupingBy(
                        violation -> violation.getPropertyPath().toString(),
                        Collectors.mapping(ConstraintViolation::getMessage, Collectors.toList())));
        if (!wrong.isEmpty()) {
            throw Problem.fields(wrong);
        }
        return request;
    }

    private static AudioRequest json(byte[] body) {
        try {
            AudioRequest request = WireJson.MAPPER.readValue(body, AudioRequest.class);
            if (request != null) {
                return request;
            }
        } catch (DatabindException e) {
            if (!e.getPath().isEmpty() && e.getPath().getFirst().getPropertyName() != null) {
                throw Problem.field(e.getPath().getFirst().getPropertyName(), "is invalid");
            }
        } catch (JacksonException _) {
            // answered below
        }
        throw Problem.of(ProblemCode.INVALID_REQUEST, "The body is not a JSON object");
    }

    /// The message, once its recording is kept. The same recording of the same customer is kept once.
    Mono<MessageReceived.Said> said(UUID account, String sessionId, AudioRequest request) {
        Address address = addresses.of(account, request.channel(), request.userId(), sessionId);
        byte[] recording = recording(request.audio());
        AudioKind kind = AudioKind.of(recording).orElseThrow(AudioKind::unknown);
        return blobs.keep(account, address.senderKey(account), recording)
                .onErrorMap(IOException.class, VoiceMessages::notKept)
                .map(id -> new MessageReceived.Said(
                        Ids.next(),
                        account,
                        address,
                        clock.instant(),
                        request.id() == null ? Ids.next().toString() : request.id(),
                        Profile.NOTHING,
                        "",
                        List.of(new Attachment(id, kind.fileName(), kind.contentType(), recording.length, null)),
                        null,
                        request.metadata() == null ? Map.of() : request.metadata()));
    }

    private byte[] recording(String audio) {
        byte[] recording;
        try {
            recording = Base64.getDecoder().decode(audio);
        } catch (IllegalArgumentException _) {
            throw Problem.field("audio", "is not base64");
        }
        if (recording.length > largest) {
            throw tooLarge();
        }
        return recording;
    }

    private Problem tooLarge() {
        return Problem.of(ProblemCode.PAYLOAD_TOO_LARGE, "The audio has more than " + largest / (1024 * 1024) + " MB");
    }

    private static Problem notKept(IOException e) {
        LOG.error("A recording cannot be kept", e);
        return Problem.of(ProblemCode.UNAVAILABLE, "The voice message could not be stored")
                .advise("Send it again in a moment, with the same id.");
    }
}
