package dev.switchboard.gateway.socket.phoenix;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.gateway.feed.FeedItem;
import dev.switchboard.gateway.feed.Lobby;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// `conversation:lobby` and `conversation:lobby:<customer>`: tells of conversations that begin, and only to whom they
/// concern.
final class LobbyChannel implements Channel {
    private static final FeedItem.Encoding<ConversationUpdated, byte[]> CREATED =
            fact -> fact instanceof ConversationUpdated.Created created ? Events.created(created) : Json.NOTHING;

    private final Line line;
    private final UUID whose;
    private final Predicate<ConversationUpdated.Created> concerned;
    private final Feed feed;
    private @Nullable Lobby lobby;

    LobbyChannel(Line line, UUID whose, Predicate<ConversationUpdated.Created> concerned, Feed feed) {
        this.line = line;
        this.whose = whose;
        this.concerned = concerned;
        this.feed = feed;
    }

    @Override
    public Mono<Void> open(Ref join) {
        line.ok(join, Json.NOTHING);
        lobby = feed.lobby(whose, line.loop(), this::began);
        return Mono.empty();
    }

    private void began(FeedItem<ConversationUpdated> item) {
        if (item.fact() instanceof ConversationUpdated.Created created && concerned.test(created)) {
            line.broadcast("conversation:created", item.as(CREATED));
        }
    }

    @Override
    public void receive(Received.Push push) {
        throw PhoenixProblems.unknown(push.event(), "ping");
    }

    @Override
    public void heard() {}

    @Override
    public void tick(long nanos) {}

    @Override
    public void close(Ending ending) {
        if (lobby != null) {
            lobby.close();
        }
    }
}
