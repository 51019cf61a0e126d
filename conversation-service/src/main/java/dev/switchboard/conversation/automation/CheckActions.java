package dev.switchboard.conversation.automation;

import dev.switchboard.common.contract.AccountUpdated.User;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.account.Directory;
import dev.switchboard.conversation.conversation.Priority;
import dev.switchboard.conversation.conversation.Status;
import dev.switchboard.conversation.tag.TagName;
import dev.switchboard.conversation.team.Teams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Whether actions can be done at all, when a rule or macro with them is saved.
@Component
public class CheckActions {
    private static final int LONGEST = 10_000;

    private final Directory directory;
    private final Teams teams;

    CheckActions(Directory directory, Teams teams) {
        this.directory = directory;
        this.teams = teams;
    }

    /// @return an error naming `actions` and the first that cannot be done
    public Mono<Void> check(UUID accountId, List<Action> actions) {
        return Flux.fromIterable(actions)
                .concatMap(action -> check(accountId, action))
                .then();
    }

    private Mono<Void> check(UUID accountId, Action action) {
        return switch (action.kind()) {
            case ASSIGN_AGENT -> Mono.fromRunnable(() -> agent(accountId, action));
            case ASSIGN_TEAM -> team(accountId, action);
            case SET_PRIORITY -> Mono.fromRunnable(() -> constant(Priority.class, action));
            case SET_STATUS -> Mono.fromRunnable(() -> constant(Status.class, action));
            case ADD_TAG ->
                Mono.fromSupplier(() -> TagName.of("actions", action.value())).then();
            case ADD_NOTE, SEND_REPLY -> Mono.fromRunnable(() -> text(action));
            case HAND_OVER -> Mono.empty();
        };
    }

    private void agent(UUID accountId, Action action) {
        try {
            User _ = directory
                    .user(accountId, Integer.parseInt(action.value()))
                    .filter(User::active)
                    .orElseThrow(() -> wrong(action, "names nobody"));
        } catch (NumberFormatException e) {
            throw wrong(action, "needs the number of an agent");
        }
    }

    private Mono<Void> team(UUID accountId, Action action) {
        return Mono.fromSupplier(() -> {
                    try {
                        return UUID.fromString(action.value());
                    } catch (IllegalArgumentException e) {
                        throw wrong(action, "needs the id of a team");
                    }
                })
                .flatMap(id -> teams.byId(accountId, id))
                .switchIfEmpty(Mono.error(() -> wrong(action, "names no team")))
                .then();
    }

    private static <E extends Enum<E>> void constant(Class<E> type, Action action) {
        try {
            E _ = Enum.valueOf(type, action.value().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw wrong(action, "has no value that there is");
        }
    }

    private static void text(Action action) {
        String text = action.value();
        if (text.isBlank() || text.getBytes(StandardCharsets.UTF_8).length > LONGEST || text.indexOf('\0') >= 0) {
            throw wrong(action, "needs a text of at most " + LONGEST + " byte(s)");
        }
    }

    private static Problem wrong(Action action, String what) {
        return Problem.field("actions", action.kind().wire() + " " + what);
    }
}
