package dev.switchboard.conversation.canned;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/// The desk keeps its canned responses.
@Service
public class ManageCannedResponses {
    private static final int LONGEST_SHORTCUT = 100;
    private static final int LONGEST_CONTENT = 16 * 1024;

    private final CannedResponses responses;
    private final CannedSettings settings;
    private final Clock clock;

    ManageCannedResponses(CannedResponses responses, CannedSettings settings, Clock clock) {
        this.responses = responses;
        this.settings = settings;
        this.clock = clock;
    }

    /// Null leaves what is there already.
    public record Wish(@Nullable String shortcut, @Nullable String content) {
        Wish checked() {
            if (shortcut != null) {
                check("shortcut", shortcut, LONGEST_SHORTCUT);
            }
            if (content != null) {
                check("content", content, LONGEST_CONTENT);
                List<String> unknown = Placeholder.unknown(content);
                if (!unknown.isEmpty()) {
                    throw Problem.field("content", "has no such place: {{" + unknown.getFirst() + "}}");
                }
            }
            return new Wish(shortcut == null ? null : shortcut.strip(), content);
        }

        private static void check(String field, String text, int longest) {
            if (text.isBlank()) {
                throw Problem.field(field, "can't be blank");
            }
            if (text.getBytes(StandardCharsets.UTF_8).length > longest) {
                throw Problem.field(field, "should be at most " + longest + " byte(s)");
            }
            if (text.indexOf('\0') >= 0) {
                throw Problem.field(field, "must not contain the character U+0000");
            }
        }
    }

    public Mono<CannedResponse> add(UUID accountId, @Nullable Integer creator, Wish wish) {
        Wish checked = new Wish(
                        wish.shortcut() == null ? "" : wish.shortcut(), wish.content() == null ? "" : wish.content())
                .checked();
        CannedResponse response = new CannedResponse(accountId, Ids.next(), "", "", creator, now(), now())
                .changed(checked.shortcut(), checked.content(), now());
        return responses
                .count(accountId)
                .filter(present -> present < settings.mostInAccount())
                .switchIfEmpty(Mono.error(() ->
                        Problem.field("canned_response", "are at most " + settings.mostInAccount() + " in an account")))
                .flatMap(_ -> responses.add(response))
                .filter(added -> added == 1)
                .switchIfEmpty(Mono.error(ManageCannedResponses::taken))
                .thenReturn(response);
    }

    public Mono<CannedResponse> change(UUID accountId, UUID id, Wish wish) {
        Wish checked = wish.checked();
        return responses
                .byId(accountId, id)
                .switchIfEmpty(Mono.error(ManageCannedResponses::notFound))
                .map(response -> response.changed(checked.shortcut(), checked.content(), now()))
                .flatMap(response -> responses
                        .save(response)
                        .onErrorMap(DuplicateKeyException.class, _ -> taken())
                        .filter(saved -> saved == 1)
                        .switchIfEmpty(Mono.error(ManageCannedResponses::notFound))
                        .thenReturn(response));
    }

    public Mono<Void> remove(UUID accountId, UUID id) {
        return responses
                .remove(accountId, id)
                .filter(removed -> removed == 1)
                .switchIfEmpty(Mono.error(ManageCannedResponses::notFound))
                .then();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Problem taken() {
        return Problem.field("shortcut", "has already been taken");
    }

    private static Problem notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "Not found");
    }
}
