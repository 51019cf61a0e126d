package dev.switchboard.ai;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import dev.switchboard.common.contract.ContextAssembled;
import dev.switchboard.common.contract.Passage;
import dev.switchboard.common.contract.Source;
import dev.switchboard.common.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Contexts as memory-service tells them.
public final class ContextsFixture {
    public static final UUID RETURNS = Ids.next();
    public static final String RETURNS_TEXT = "You can return an item within 30 days. Returns are free.";

    private ContextsFixture() {}

    public static ContextAssembled question(UUID account, UUID conversation, String text, double relevance) {
        return question(account, conversation, "session-1", text, relevance);
    }

    public static ContextAssembled question(
            UUID account, UUID conversation, String session, String text, double relevance) {
        Source source = new Source(RETURNS, "Returning an item", "https://acme.test/returns", relevance);
        return new ContextAssembled(
                Ids.next(),
                account,
                conversation,
                Instant.now(),
                Ids.next(),
                text,
                5,
                new Address(Ids.next(), Channel.WEB, "user-1|" + session, session),
                Ids.next(),
                List.of(new ContextAssembled.Turn(
                        dev.switchboard.common.contract.Author.Kind.CUSTOMER, "I bought a lamp")),
                List.of(),
                relevance == 0 ? List.of() : List.of(new Passage(source, RETURNS_TEXT, "Order Returns", "en")));
    }

    public static ContextAssembled again(ContextAssembled context) {
        return new ContextAssembled(
                Ids.next(),
                context.accountId(),
                context.conversationId(),
                context.occurredAt(),
                context.questionId(),
                context.question(),
                context.leaseEpoch(),
                context.address(),
                context.customerId(),
                context.history(),
                context.memories(),
                context.passages());
    }
}
