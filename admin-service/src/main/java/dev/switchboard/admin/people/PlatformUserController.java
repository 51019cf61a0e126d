package dev.switchboard.admin.people;

import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.PlatformPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Users as the platform's Admin API shows them, to administrators.
@RestController
@Tag(name = "Platform: administration")
class PlatformUserController {
    private final Users users;
    private final ChangePeople changePeople;
    private final AddUser addUser;

    PlatformUserController(Users users, ChangePeople changePeople, AddUser addUser) {
        this.users = users;
        this.changePeople = changePeople;
        this.addUser = addUser;
    }

    @Operation(
            summary = "List the users of the account",
            description = "For administrators. At most 100 on a page, at most 10,000 rows in all; `role` is "
                    + "`admin` or `agent`.")
    @GetMapping("/api/admin/users")
    Mono<Page> list(
            Caller.Agent caller,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "10") int limit,
            @RequestParam(required = false) @Nullable String role) {
        UUID account = caller.accountToAdminister();
        PlatformPage asked = new PlatformPage(page, limit);
        List<String> roles = roles(role);
        return users.count(account, roles)
                .flatMap(total -> users.page(account, roles, limit, asked.offset())
                        .map(UserView::of)
                        .collectList()
                        .map(rows -> new Page(rows, asked.of(total))));
    }

    @Operation(
            summary = "Create a user",
            description =
                    "For administrators, in their own account: an `organizationId` may only name that one. `role` is "
                            + "`owner`, `admin`, `agent` or `viewer`.")
    @PostMapping("/api/admin/users")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<UserView> create(Caller.Agent caller, @Valid @RequestBody CreateRequest request) {
        if (request.organizationId() != null
                && !request.organizationId().equals(caller.accountId().toString())) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "The credential is one of another organization"));
        }
        return addUser.add(
                        caller,
                        request.email(),
                        request.name(),
                        Role.of(request.role()),
                        NewPassword.of(request.password(), null))
                .map(UserView::of);
    }

    @Operation(summary = "Get a user", description = "For administrators, by the `id` that the list gives.")
    @GetMapping("/api/admin/users/{id}")
    Mono<UserView> get(Caller.Agent caller, @PathVariable String id) {
        return users.byNumber(caller.accountToAdminister(), UserRef.of(id).number())
                .switchIfEmpty(Mono.error(UserRef::notFound))
                .map(UserView::of);
    }

    @Operation(
            summary = "Delete a user",
            description = "For administrators; neither oneself nor the last owner. Its logins and sockets end at once.")
    @DeleteMapping("/api/admin/users/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> delete(Caller.Agent caller, @PathVariable String id) {
        return changePeople.delete(caller, UserRef.of(id)).then();
    }

    @Operation(
            summary = "Switch a user off",
            description = "For administrators; neither oneself nor the last owner. Its logins and sockets end at once.")
    @PostMapping("/api/admin/users/{id}/disable")
    Mono<UserView> disable(Caller.Agent caller, @PathVariable String id) {
        return changePeople.disable(caller, UserRef.of(id)).map(UserView::of);
    }

    @Operation(summary = "Switch a user on again", description = "For administrators. The user may log in again.")
    @PostMapping("/api/admin/users/{id}/enable")
    Mono<UserView> enable(Caller.Agent caller, @PathVariable String id) {
        return changePeople.enable(caller, UserRef.of(id)).map(UserView::of);
    }

    @Operation(
            summary = "Change a user's role",
            description =
                    "For administrators: `owner`, `admin`, `agent` or `viewer`. The last owner stays, and only an owner "
                            + "makes owners.")
    @PutMapping("/api/admin/users/{id}/role")
    Mono<UserView> role(Caller.Agent caller, @PathVariable String id, @Valid @RequestBody RoleRequest request) {
        return changePeople
                .giveRole(caller, UserRef.of(id), Role.of(request.role()))
                .map(UserView::of);
    }

    record RoleRequest(@NotBlank @Size(max = 20) String role) {}

    record CreateRequest(
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank String password,
            @NotBlank @Size(max = 100) String firstName,
            @Nullable @Size(max = 100) String lastName,
            @NotBlank @Size(max = 20) String role,
            @Nullable @Size(max = 100) String organizationId) {
        String name() {
            return lastName == null ? firstName.strip() : (firstName.strip() + " " + lastName.strip()).strip();
        }

        @Override
        public String toString() {
            return "CreateRequest[email=" + email + "]";
        }
    }

    private static List<String> roles(@Nullable String role) {
        return switch (role) {
            case null -> List.of();
            case "admin" -> List.of("owner", "admin");
            case "agent" -> List.of("agent", "viewer");
            default -> throw Problem.field("role", "must be admin or agent");
        };
    }

    record Page(List<UserView> users, PlatformPage.Pagination pagination) {}

    record UserView(
            String id,
            String email,
            String firstName,
            String lastName,
            String role,
            String organizationId,
            boolean isActive,
            Instant createdAt,
            @Nullable Instant lastLoginAt) {
        static UserView of(User user) {
            int space = user.name().lastIndexOf(' ');
            return new UserView(
                    "user-" + user.number(),
                    user.email(),
                    space < 0 ? user.name() : user.name().substring(0, space),
                    space < 0 ? "" : user.name().substring(space + 1),
                    user.platformRole(),
                    user.accountId().toString(),
                    user.active(),
                    user.createdAt().truncatedTo(ChronoUnit.MILLIS),
                    user.lastLoginAt() == null ? null : user.lastLoginAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }
}
