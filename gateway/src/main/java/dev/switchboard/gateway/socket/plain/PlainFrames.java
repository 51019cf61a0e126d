package dev.switchboard.gateway.socket.plain;

import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.problem.PlatformCodes;
import dev.switchboard.gateway.socket.Frame;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The server's frames.
final class PlainFrames {
    /// A recorded message, for everybody but the socket that sent it.
    static final FeedItem.Encoding<MessageCreated, Frame> MESSAGE = message -> Frame.text(message(message));

    /// What a voice message says.
    static final FeedItem.Encoding<MessageUpdated.Transcribed, Frame> TRANSCRIPTION = told -> Frame.text(
            json(new Transcription("transcription", told.text(), told.messageId(), time(told.occurredAt()))));

    /// The AI's answer as far as it is checked.
    static final FeedItem.Encoding<TypingChanged, Frame> PARTIAL = told -> Frame.text(json(new Partial(
            "message_partial", told.partial(), "ai", told.inReplyTo(), told.leaseEpoch(), time(told.occurredAt()))));

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private PlainFrames() {}

    static byte[] established(String connectionId, String userId, String sessionId, Instant now) {
        return json(new Established(
                "connection_established",
                connectionId,
                userId,
                sessionId,
                "Connected to AI Customer Support",
                time(now)));
    }

    static byte[] ack(String id, UUID messageId, long seq, Instant recorded) {
        return json(new Ack("ack", id, messageId, seq, time(recorded)));
    }

    static byte[] error(@Nullable String id, Problem problem, Instant now) {
        String advice = problem.advice();
        String message = advice == null ? problem.detail() : problem.detail() + ". " + advice;
        return json(new Failure("error", message, PlatformCodes.of(problem.code()), id, time(now)));
    }

    static byte[] typing(boolean typing, Instant now) {
        return json(new Typing(typing ? "typing_start" : "typing_stop", time(now)));
    }

    static byte[] resume(boolean recovered, long since, long lastSeq, Instant now) {
        return json(new Resume("resume", recovered, since, lastSeq, time(now)));
    }

    private static byte[] message(MessageCreated message) {
        String time = time(message.occurredAt());
        if (message.kind() == MessageCreated.Kind.HANDOVER) {
            return json(new Handover("handover_initiated", message.body(), message.messageId(), message.seq(), time));
        }
        Author author = message.author();
        boolean agent = author.kind() == Author.Kind.AGENT;
        boolean customer = author.kind() == Author.Kind.CUSTOMER;
        return json(new Message(
                "message",
                message.body(),
                message.messageId(),
                agent ? author.id() : null,
                agent ? author.name() : null,
                time,
                sender(author.kind()),
                message.seq(),
                customer ? message.deduplicationKey() : null,
                message.attachments().isEmpty() ? null : message.attachments(),
                message.transcript(),
                message.sources().isEmpty()
                        ? null
                        : message.sources().stream().map(Evidence::of).toList()));
    }

    private static String sender(Author.Kind kind) {
        return switch (kind) {
            case CUSTOMER -> "customer";
            case AGENT -> "agent";
            case BOT -> "ai";
            case SYSTEM -> "system";
        };
    }

    static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    private static byte[] json(Object frame) {
        return WireJson.MAPPER.writeValueAsBytes(frame);
    }

    private record Established(
            String type, String connectionId, String userId, String sessionId, String message, String timestamp) {}

    private record Ack(String type, String id, UUID messageId, long seq, String timestamp) {}

    private record Failure(
            String type,
            String message,
            String code,
            @Nullable String id,
            String timestamp) {}

    private record Typing(String type, String timestamp) {}

    private record Resume(String type, boolean recovered, long since, long lastSeq, String timestamp) {}

    private record Handover(String type, String message, UUID messageId, long seq, String timestamp) {}

    private record Message(
            String type,
            String text,
            UUID messageId,
            @Nullable UUID agentId,
            @Nullable String agentName,
            String timestamp,
            String sender,
            long seq,
            @Nullable String id,
            @Nullable List<Attachment> attachments,
            @Nullable String transcript,
            @Nullable List<Evidence> sources) {}

    private record Transcription(String type, String text, UUID messageId, String timestamp) {}

    private record Partial(
            String type,
            @Nullable String text,
            String sender,
            @Nullable UUID inReplyTo,
            @Nullable Long leaseEpoch,
            String timestamp) {}

    private record Evidence(String title, @Nullable String url, double relevance) {
        static Evidence of(Source source) {
            return new Evidence(source.title(), source.url(), source.relevance());
        }
    }
}
