package dev.switchboard.conversation.conversation;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.Owner;
import dev.switchboard.common.id.Ids;
import java.time.Instant;

final class ConversationsFixture {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private ConversationsFixture() {}

    static Conversation ofBot() {
        return begun(Owner.BOT, "session-1");
    }

    static Conversation inQueue() {
        return begun(Owner.QUEUE, "session-1");
    }

    static Conversation onWhatsApp() {
        return begun(Owner.BOT, null);
    }

    private static Conversation begun(Owner owner, String thread) {
        Address address = new Address(Ids.next(), Channel.WEB, "ada", thread);
        return Conversation.begin(Ids.next(), Ids.next(), 1, address, Ids.next(), owner, NOON);
    }
}
