package dev.switchboard.conversation.tag;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The desk keeps its account's tags. A tag that goes leaves every conversation with it.
@Service
public class ManageTags {
    private static final Pattern COLOR = Pattern.compile("#\\p{XDigit}{3,8}|\\p{Alpha}{1,20}");

    private final Tags tags;
    private final TagSettings settings;
    private final Clock clock;

    ManageTags(Tags tags, TagSettings settings, Clock clock) {
        this.tags = tags;
        this.settings = settings;
        this.clock = clock;
    }

    /// What a tag says of itself; null leaves it, where it is there already.
    public record Wish(
            @Nullable String name,
            @Nullable String description,
            @Nullable String color) {
        Tag onto(Tag tag, Instant at) {
            return new Tag(
                    tag.accountId(),
                    tag.id(),
                    name == null ? tag.name() : TagName.of("name", name).text(),
                    description == null ? tag.description() : description,
                    color == null ? tag.color() : color(color),
                    tag.creatorNumber(),
                    tag.createdAt(),
                    at);
        }

        private static @Nullable String color(String text) {
            if (text.isBlank()) {
                return null;
            }
            if (!COLOR.matcher(text).matches()) {
                throw Problem.field("color", "is invalid");
            }
            return text;
        }
    }

    public Mono<Tag> add(UUID accountId, @Nullable Integer creator, Wish wish) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        TagName name = TagName.of("name", wish.name() == null ? "" : wish.name());
        Tag tag = wish.onto(new Tag(accountId, Ids.next(), name.text(), null, null, creator, at, at), at);
        return tags.count(accountId)
                .filter(present -> present < settings.mostInAccount())
                .switchIfEmpty(Mono.error(() -> tooMany(settings)))
                .flatMap(_ -> tags.add(List.of(tag)))
                .filter(added -> added == 1)
                .switchIfEmpty(Mono.error(ManageTags::taken))
                .thenReturn(tag);
    }

    public Mono<Tag> change(UUID accountId, UUID id, Wish wish) {
        return tags.byId(accountId, id)
                .switchIfEmpty(Mono.error(ManageTags::notFound))
                .map(tag -> wish.onto(tag, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .flatMap(tag -> tags.save(tag)
                        .onErrorMap(DuplicateKeyException.class, _ -> taken())
                        .filter(saved -> saved == 1)
                        .switchIfEmpty(Mono.error(ManageTags::notFound))
                        .thenReturn(tag));
    }

    public Mono<Void> remove(UUID accountId, UUID id) {
        return tags.remove(accountId, id)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(ManageTags::notFound))
                .then();
    }

    static Problem tooMany(TagSettings settings) {
        return Problem.field("tags", "are at most " + settings.mostInAccount() + " in an account");
    }

    private static Problem taken() {
        return Problem.field("name", "has already been taken");
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "Not found");
    }
}
