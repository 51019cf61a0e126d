package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Conversation;
import dev.switchboard.conversation.desk.Annotations;
import dev.switchboard.conversation.tag.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Looks at conversations as the conditions of rules see them.
@Component
public class Situations {
    private final Annotations annotations;
    private final Directory directory;

    Situations(Annotations annotations, Directory directory) {
        this.annotations = annotations;
        this.directory = directory;
    }

    Mono<Situation> of(Conversation conversation, @Nullable String text) {
        UUID agent = conversation.lease().agentId();
        Integer number = agent == null
                ? null
                : directory
                        .user(conversation.accountId(), agent)
                        .map(User::number)
                        .orElse(null);
        return annotations
                .of(conversation.accountId(), List.of(conversation.id()))
                .map(found -> found.getOrDefault(conversation.id(), Annotations.Annotation.NONE).tags().stream()
                        .map(Tag::name)
                        .toList())
                .map(tags -> new Situation(conversation, tags, number, text));
    }

    /// What a rule would make of a conversation as it is now.
    public Mono<List<Condition.Verdict>> judge(Rule rule, Conversation conversation, @Nullable String text) {
        return of(conversation, text).map(rule::judge);
    }
}
