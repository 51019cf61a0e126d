package dev.switchboard.admin.people;

import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
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
    private final ChangePeople changePeople;

    NetiaUserController(Users users, ChangePeople changePeople) {
        this.users = users;
        this.changePeople = changePeople;
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

    @Operation(summary = "Get a user", description = "By the number that the list gives as `id`.")
    @GetMapping("/api/users/{id}")
    Mono<One> user(Caller.Staff caller, @PathVariable String id) {
        return users.byNumber(caller.accountId(), UserRef.of(id).number())
                .switchIfEmpty(Mono.error(UserRef::notFound))
                .map(user -> new One(UserView.of(user)));
    }

    @Operation(
            summary = "Delete a user",
            description =
                    "For administrators. The user's logins and sockets end at once; what it wrote stays, and so does its "
                            + "name beside it. The e-mail address is free again. Neither oneself nor the last owner.")
    @DeleteMapping("/api/users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Agent caller, @PathVariable String id) {
        return changePeople.delete(caller, UserRef.of(id)).then();
    }

    @Operation(
            summary = "Switch a user off",
            description =
                    "For administrators. The user's logins and sockets end at once and for good. Neither oneself nor the "
                            + "last owner.")
    @PostMapping("/api/users/{id}/disable")
    Mono<One> disable(Caller.Agent caller, @PathVariable String id) {
        return changePeople.disable(caller, UserRef.of(id)).map(user -> new One(UserView.of(user)));
    }

    @Operation(summary = "Switch a user on again", description = "For administrators. The user may log in again.")
    @PostMapping("/api/users/{id}/enable")
    Mono<One> enable(Caller.Agent caller, @PathVariable String id) {
        return changePeople.enable(caller, UserRef.of(id)).map(user -> new One(UserView.of(user)));
    }

    @Operation(
            summary = "Change a user's role",
            description =
                    "For administrators. `owner`, `admin`, `agent` (also `user`) or `viewer`, as `role` or inside `user`. "
                            + "It counts at once; open sockets close and come back with it. The last owner stays, and only an owner "
                            + "makes owners.")
    @PutMapping("/api/users/{id}/role")
    Mono<One> role(Caller.Agent caller, @PathVariable String id, @Valid @RequestBody RoleRequest request) {
        return changePeople.giveRole(caller, UserRef.of(id), request.parsed()).map(user -> new One(UserView.of(user)));
    }

    @Operation(
            summary = "Take a user's second factor off",
            description =
                    "For administrators, when a user has lost both the app and the recovery codes. Its logins end.")
    @DeleteMapping("/api/users/{id}/two_factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> removeSecondFactor(Caller.Agent caller, @PathVariable String id) {
        return changePeople.removeSecondFactor(caller, UserRef.of(id)).then();
    }

    record RoleRequest(
            @Nullable @Size(max = 20) String role,
            @Nullable @Valid Inner user) {
        record Inner(@Nullable @Size(max = 20) String role) {}

        Role parsed() {
            return Role.of(user == null ? role : user.role());
        }
    }

    record One(UserView data) {}

    record Many(List<UserView> data) {}

    /// @param role user or admin: Netia knows no others
    /// @param deskRole owner, admin, agent or viewer
    @JsonNaming(SnakeCaseStrategy.class)
    record UserView(
            String object,
            int id,
            UUID userId,
            String email,
            UUID accountId,
            String role,
            String deskRole,
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
                    user.role(),
                    user.name(),
                    user.name(),
                    !user.active(),
                    user.createdAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
