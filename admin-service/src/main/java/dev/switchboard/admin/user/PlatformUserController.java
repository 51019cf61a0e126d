package dev.switchboard.admin.user;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Users as the platform's Admin API shows them, to administrators.
@RestController
@Tag(name = "Platform: administration")
class PlatformUserController {
    private static final int FURTHEST = 10_000;

    private final Users users;

    PlatformUserController(Users users) {
        this.users = users;
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
        if (!caller.administers()) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                    .advise("Ask an administrator of your account."));
        }
        if (limit < 1 || limit > 100) {
            return Mono.error(Problem.field("limit", "must be from 1 to 100"));
        }
        if (page < 1 || (long) page * limit > FURTHEST) {
            return Mono.error(Problem.field("page", "must be from 1, and not past " + FURTHEST + " rows"));
        }
        List<String> roles = roles(role);
        return users.count(caller.accountId(), roles)
                .flatMap(total -> users.page(caller.accountId(), roles, limit, (page - 1L) * limit)
                        .map(UserView::of)
                        .collectList()
                        .map(rows -> new Page(rows, new Pagination(total, page, limit, (total + limit - 1) / limit))));
    }

    private static List<String> roles(@Nullable String role) {
        return switch (role) {
            case null -> List.of();
            case "admin" -> List.of("owner", "admin");
            case "agent" -> List.of("agent", "viewer");
            default -> throw Problem.field("role", "must be admin or agent");
        };
    }

    record Page(List<UserView> users, Pagination pagination) {}

    record Pagination(long total, int page, int limit, long pages) {}

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
