package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;
import dev.switchboard.common.identity.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Logins in Netia's form.
@RestController
@Tag(name = "Netia: session")
class SessionController {
    private final LogIn logIn;
    private final RenewSession renewSession;
    private final LogOut logOut;

    SessionController(LogIn logIn, RenewSession renewSession, LogOut logOut) {
        this.logIn = logIn;
        this.renewSession = renewSession;
        this.logOut = logOut;
    }

    @Operation(
            summary = "Log in",
            description = "The `token` goes into `Authorization: Bearer …`; it ends soon, and `renew_token` gets "
                    + "another. Too many wrong passwords are refused for a while.")
    @PostMapping("/api/session")
    Mono<LoginView> logIn(@Valid @RequestBody LoginRequest request) {
        return logIn.logIn(request.user().email(), request.user().password()).map(LoginView::of);
    }

    @Operation(
            summary = "Renew a login",
            description = "Gives a new `token` and a new `renew_token`; each `renew_token` serves once.")
    @PostMapping("/api/session/renew")
    Mono<LoginView> renew(@Valid @RequestBody RenewRequest request) {
        return renewSession.renew(request.renewToken()).map(LoginView::of);
    }

    @Operation(
            summary = "Log out",
            description = "The login's tokens are no good from now on, at any gateway and open socket.")
    @DeleteMapping("/api/session")
    Mono<Ended> logOut(Caller.Agent caller) {
        return logOut.logOut(caller).thenReturn(new Ended(new None()));
    }

    record LoginRequest(@NotNull @Valid Credentials user) {}

    record Credentials(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 1024) String password) {
        @Override
        public String toString() {
            return "Credentials[email=" + email + "]";
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record RenewRequest(@NotBlank @Size(max = 200) String renewToken) {}

    record LoginView(LoginData data, UserView user, String token) {
        static LoginView of(Login login) {
            User user = login.user();
            return new LoginView(
                    new LoginData(
                            user.number(),
                            user.email(),
                            user.accountId(),
                            user.netiaRole(),
                            login.token(),
                            login.renewToken()),
                    new UserView(user.number(), user.email(), user.accountId(), user.netiaRole(), user.name()),
                    login.token());
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record LoginData(int userId, String email, UUID accountId, String role, String token, String renewToken) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record UserView(int id, String email, UUID accountId, String role, String fullName) {}

    record Ended(None data) {}

    record None() {}
}
