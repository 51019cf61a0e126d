package dev.switchboard.conversation.message;

import dev.switchboard.common.contract.Author;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// What is counted of what is recorded.
@Component
class RecordMeters {
    private final MeterProvider<Counter> messages;
    private final Counter conversations;

    RecordMeters(MeterRegistry meters) {
        messages = Counter.builder("switchboard.messages")
                .description("Messages that were recorded, by who wrote them")
                .withRegistry(meters);
        conversations = Counter.builder("switchboard.conversations")
                .description("Conversations that began")
                .register(meters);
        for (Author.Kind author : Author.Kind.values()) {
            messages.withTag("author", wire(author));
        }
    }

    void recorded(Ledger ledger) {
        ledger.messages()
                .forEach(message -> messages.withTag(
                                "author", wire(message.author().kind()))
                        .increment());
        conversations.increment(ledger.begun().size());
    }

    private static String wire(Author.Kind author) {
        return author.name().toLowerCase(Locale.ROOT);
    }
}
