package dev.switchboard.conversation.share;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.conversation.Conversations;
import dev.switchboard.conversation.share.Shares.Shared;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Mono;

/// Lets whoever has a link read a conversation, for a day or until the desk takes all its links back.
@Service
public class ShareConversation {
    private final Conversations conversations;
    private final Shares shares;
    private final ShareSettings settings;
    private final Clock clock;

    ShareConversation(Conversations conversations, Shares shares, ShareSettings settings, Clock clock) {
        this.conversations = conversations;
        this.shares = shares;
        this.settings = settings;
        this.clock = clock;
    }

    /// @param token shown this once
    public record Link(String token, Instant expiresAt) {}

    @Transactional
    public Mono<Link> share(UUID accountId, UUID conversationId, UUID by) {
        Shared of = new Shared(accountId, conversationId);
        ShareToken token = ShareToken.random();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(settings.life());
        return conversations
                .byId(accountId, conversationId)
                .switchIfEmpty(Mono.error(ShareConversation::notFound))
                .flatMap(_ -> shares.add(token, of, by, now, expiresAt))
                .then(Mono.defer(() -> shares.end(of, now, settings.most())))
                .thenReturn(new Link(token.text(), expiresAt));
    }

    @Transactional
    public Mono<Void> revoke(UUID accountId, UUID conversationId) {
        return conversations
                .byId(accountId, conversationId)
                .switchIfEmpty(Mono.error(ShareConversation::notFound))
                .flatMap(_ -> shares.end(new Shared(accountId, conversationId), clock.instant(), 0))
                .then();
    }

    /// An unknown, an expired and a revoked token are the same.
    ///
    /// @param conversationId must be the token's, where it is given
    public Mono<Conversation> shown(String token, @Nullable UUID conversationId) {
        return shares.shownBy(new ShareToken(token), clock.instant())
                .filter(shared ->
                        conversationId == null || shared.conversationId().equals(conversationId))
                .flatMap(shared -> conversations.byId(shared.accountId(), shared.conversationId()))
                .switchIfEmpty(Mono.error(ShareConversation::notFound));
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "Not found");
    }
}
