package dev.switchboard.gateway.feed;

import reactor.core.publisher.Mono;

/// What an agent's connection hears of its account. All calls come on the connection's own event loop, facts strictly
/// by `pos`.
public interface AccountListener {
    /// Comes before what was missed; without `recovered` more was missed than is sent again.
    void resumed(boolean recovered, long since, long last);

    /// A message, a change of one, a change of a conversation, or typing.
    ///
    /// @param pos what a client that resumes names; 0 for what is never sent again
    /// @param missed it was read after the fact, not heard live
    void fact(FeedItem<?> item, long pos, boolean missed);

    /// Done when the client has taken what was sent: the next page of missed facts waits for it.
    Mono<Void> flushed();
}
