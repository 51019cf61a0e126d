package dev.switchboard.ai.transcription;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Attachment;
import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Voice messages as conversation-service tells them.
final class VoiceFixture {
    static final long EPOCH = 5;

    private VoiceFixture() {}

    static MessageCreated spoken(UUID account, UUID conversation, UUID recording) {
        return spoken(account, conversation, recording, Owner.BOT);
    }

    static MessageCreated spoken(UUID account, UUID conversation, UUID recording, Owner owner) {
        UUID customer = Ids.next();
        Attachment file = new Attachment(recording, "voice-message.mp3", "audio/mpeg", 2048, null);
        return message(account, conversation, owner, Author.customer(customer, null), customer, "", List.of(file));
    }

    static MessageCreated written(UUID account, UUID conversation, String text) {
        UUID customer = Ids.next();
        return message(account, conversation, Owner.BOT, Author.customer(customer, null), customer, text, List.of());
    }

    private static MessageCreated message(
            UUID account,
            UUID conversation,
            Owner owner,
            Author author,
            UUID customer,
            String body,
            List<Attachment> attachments) {
        UUID id = Ids.next();
        return new MessageCreated(
                id,
                account,
                conversation,
                Instant.now(),
                id,
                3,
                9,
                owner,
                EPOCH,
                new Address(Ids.next(), Channel.WEB, "user-1|session-1", "session-1"),
                customer,
                author,
                MessageCreated.Kind.REPLY,
                body,
                attachments,
                List.of(),
                "a-" + id,
                null,
                null,
                Map.of(),
                null,
                null);
    }
}
