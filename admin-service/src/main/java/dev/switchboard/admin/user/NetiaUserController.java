package dev.switchboard.admin.user;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Users as the Netia API shows them.
@RestController
@Tag(name = "Netia: users")
class NetiaUserController {
    private static final int MOST = 1000;

    private final Users users;

    NetiaUserController(Users users) {
        this.users = users;
    }

    @Operation(summary = "Who am I?", description = "The user whose login this is.")
    @GetMapping("/api/me")
    Mono<One> me(Caller.Agent caller) {
        return users.byId(caller.accountId(), caller.userId())
                .filter(User::active)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.UNAUTHENTICATED, "The user is switched off")))
                .map(user -> new One(UserView.of(user)));
    }

    @Operation(
            summary = "List the users of the account",
            description =
                    "At most 1,000, by their number. `id` is the number that conversations name as " + "`assignee_id`.")
    @GetMapping("/api/users")
    Mono<Many> users(Caller.Staff caller) {
        return users.page(caller.accountId(), List.of(), MOST, 0)
                .map(UserView::of)
                .collectList()
                .map(Many::new);
    }

    record One(UserView data) {}

    record Many(List<UserView> data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record UserView(
            String object,
            int id,
            UUID userId,
            String email,
            UUID accountId,
            String role,
            String fullName,
            String displayName,
            boolean disabled,
            Instant createdAt) {
        static UserView of(User user) {
            return new UserView(
                    "user",
                    user.number(),
                    user.id(),
                    user.email(),
                    user.accountId(),
                    user.netiaRole(),
                    user.name(),
                    user.name(),
                    !user.active(),
                    user.createdAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
