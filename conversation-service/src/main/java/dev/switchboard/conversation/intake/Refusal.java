package dev.switchboard.conversation.intake;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Why something that came from outside cannot be recorded, whatever the record holds.
record Refusal(ProblemCode code, String detail) {
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_KEY = 1000;
    private static final int LONGEST_IDENTITY = 500;

    static Optional<Refusal> of(MessageReceived fact) {
        return of(fact.address()).or(() -> switch (fact) {
            case MessageReceived.Said said ->
                ofProfile(said.profile())
                        .or(() -> ofMessage(said.deduplicationKey(), said.body(), said.attachments()))
                        .or(() -> ofTexts(
                                Stream.concat(said.metadata().keySet().stream(), said.metadata().values().stream())));
            case MessageReceived.SentOutside sent ->
                ofMessage(sent.deduplicationKey(), sent.body(), sent.attachments());
            case MessageReceived.Corrected corrected ->
                ofMessage(corrected.deduplicationKey(), corrected.body(), List.of());
            case MessageReceived.Transcribed transcribed ->
                ofMessage(transcribed.deduplicationKey(), transcribed.text(), List.of());
            case MessageReceived.PersonAsked asked -> ofProfile(asked.profile());
            case MessageReceived.Viewed _, MessageReceived.Unknown _ -> Optional.empty();
        });
    }

    private static Optional<Refusal> of(Address address) {
        if (address.identity().isEmpty() || bytes(address.identity()) > LONGEST_IDENTITY) {
            return invalid("The sender's identity needs 1 to " + LONGEST_IDENTITY + " bytes");
        }
        if (address.thread() != null && bytes(address.thread()) > LONGEST_KEY) {
            return invalid("The thread is longer than " + LONGEST_KEY + " bytes");
        }
        return ofTexts(Stream.of(address.identity(), address.thread()));
    }

    private static Optional<Refusal> ofMessage(String key, String body, List<Attachment> attachments) {
        if (key.isEmpty() || bytes(key) > LONGEST_KEY) {
            return invalid("The message's id needs 1 to " + LONGEST_KEY + " bytes");
        }
        if (body.isBlank() && attachments.isEmpty()) {
            return invalid("A message needs a text or an attachment");
        }
        if (bytes(body) > LONGEST_BODY) {
            return Optional.of(new Refusal(
                    ProblemCode.PAYLOAD_TOO_LARGE, "A message's text has at most " + LONGEST_BODY + " bytes"));
        }
        return ofTexts(Stream.concat(
                Stream.of(key, body),
                attachments.stream().flatMap(file -> Stream.of(file.name(), file.contentType(), file.url()))));
    }

    private static Optional<Refusal> ofProfile(Profile profile) {
        return ofTexts(Stream.of(profile.name(), profile.email(), profile.phone()));
    }

    /// PostgreSQL keeps every character but this one.
    private static Optional<Refusal> ofTexts(Stream<@Nullable String> texts) {
        return texts.filter(Objects::nonNull).anyMatch(text -> text.indexOf('\0') >= 0)
                ? invalid("A text must not contain the character U+0000")
                : Optional.empty();
    }

    private static Optional<Refusal> invalid(String detail) {
        return Optional.of(new Refusal(ProblemCode.INVALID_REQUEST, detail));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
