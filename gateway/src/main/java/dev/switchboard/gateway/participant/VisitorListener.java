package dev.switchboard.gateway.participant;

import dev.switchboard.common.contract.Author;
import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageUpdated;
import dev.switchboard.common.contract.TypingChanged;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.gateway.feed.FeedItem;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What a visitor's client is told, in any protocol. All calls come on the connection's loop, messages strictly by
/// `seq`; what is not for customers never comes.
public interface VisitorListener {
    /// Comes before what was missed; without `recovered` more was missed than is sent again.
    void resumed(boolean recovered, long since, long lastSeq);

    /// @param missed it was read after the fact, not heard live
    /// @param own it was said on this connection; `acknowledged` follows at once
    void message(FeedItem<MessageCreated> item, boolean missed, boolean own);

    void acknowledged(Receipt receipt);

    /// What the client sent has no effect, or it is not known whether it has.
    ///
    /// @param id the client's, where it gave one
    void failed(@Nullable String id, Problem problem);

    /// An agent or the bot begins or stops writing, each once; it stops before its message comes.
    void typing(Author by, boolean typing);

    /// The bot's answer as far as it is checked, in place of the part before; comes between the bot's beginning and its
    /// stop. The message takes its place, and a stop without one takes it away.
    void partial(FeedItem<TypingChanged> item);

    /// Edited, deleted, seen, transcribed, or a delivery changed.
    void updated(FeedItem<MessageUpdated> item);

    void conversation(FeedItem<ConversationUpdated> item);

    /// Done when the client has taken what was sent: the next page of missed messages waits for it.
    Mono<Void> flushed();
}
