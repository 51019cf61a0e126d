package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.TypingChanged;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// Which people write at this moment, as an agent's client is told. One who was not heard to stop has stopped after
/// six seconds; the bot is not shown to the desk.
final class TypingNow {
    static final Duration LONGEST = Duration.ofSeconds(6);
    /// Of so many at once the rest are not shown.
    private static final int MOST = 200;

    private final Line line;
    private final Map<Who, Typist> writing = new HashMap<>(2);

    TypingNow(Line line) {
        this.line = line;
    }

    private record Who(
            UUID conversation, Author.Kind kind, @Nullable UUID id) {}

    private record Typist(Author author, long since) {}

    void told(TypingChanged typing) {
        Author by = typing.by();
        boolean person = by.kind() == Author.Kind.CUSTOMER || by.kind() == Author.Kind.AGENT;
        Who who = new Who(typing.conversationId(), by.kind(), by.id());
        if (person && typing.typing() && (writing.size() < MOST || writing.containsKey(who))) {
            writing.put(who, new Typist(by, System.nanoTime()));
            tell(who, by, true);
        } else if (person && !typing.typing() && writing.remove(who) != null) {
            tell(who, by, false);
        }
    }

    /// Whoever has said something does not write any more.
    void spoke(MessageCreated message) {
        stop((who, _) -> who.conversation().equals(message.conversationId())
                && who.kind() == message.author().kind()
                && (who.kind() == Author.Kind.CUSTOMER
                        || Objects.equals(who.id(), message.author().id())));
    }

    void tick(long nanos) {
        stop((_, typist) -> nanos - typist.since() > LONGEST.toNanos());
    }

    private void stop(BiPredicate<Who, Typist> stopped) {
        if (!writing.isEmpty()) {
            writing.entrySet().removeIf(entry -> {
                boolean gone = stopped.test(entry.getKey(), entry.getValue());
                if (gone) {
                    tell(entry.getKey(), entry.getValue().author(), false);
                }
                return gone;
            });
        }
    }

    private void tell(Who who, Author by, boolean typing) {
        line.broadcast("typing", Events.typing(who.conversation(), by, typing));
    }
}
