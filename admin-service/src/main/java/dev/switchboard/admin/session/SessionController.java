package dev.switchboard.admin.session;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.service.ForViewers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
    private final CloseSessions closeSessions;
    private final Sessions sessions;

    SessionController(LogIn logIn, RenewSession renewSession, CloseSessions closeSessions, Sessions sessions) {
        this.logIn = logIn;
        this.renewSession = renewSession;
        this.closeSessions = closeSessions;
        this.sessions = sessions;
    }

    @Operation(
            summary = "Log in",
            description = "The `token` goes into `Authorization: Bearer …`; it ends soon, and `renew_token` gets "
                    + "another. Too many wrong passwords are refused for a while. Where the user has a second factor, the "
                    + "answer to a right password is 401 with the code `MFA_REQUIRED` and a `challenge_id`.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = LoginView.class)))
    @PostMapping("/api/session")
    Mono<ResponseEntity<Object>> logIn(@Valid @RequestBody LoginRequest request) {
        return logIn.logIn(request.user().email(), request.user().password()).map(outcome -> switch (outcome) {
            case LoginOutcome.LoggedIn done -> ResponseEntity.ok(LoginView.of(done.login()));
            case LoginOutcome.CodeNeeded needed ->
                ResponseEntity.status(HttpStatus.UNAUTHORIZED).body(CodeNeededView.of(needed.challengeId()));
        });
    }

    @Operation(
            summary = "Log in with the second factor",
            description =
                    "With the `challenge_id` of a log-in that answered `MFA_REQUIRED`, within five minutes, and a code "
                            + "of the authenticator app or a recovery code. Each code is good once.")
    @PostMapping("/api/session/mfa")
    Mono<LoginView> answer(@Valid @RequestBody CodeRequest request) {
        return logIn.answer(request.challengeId(), request.code()).map(LoginView::of);
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
    @ForViewers
    Mono<Ended> logOut(Caller.Agent caller) {
        return closeSessions
                .close(caller.accountId(), caller.userId(), caller.sessionId())
                .thenReturn(new Ended(new None()));
    }

    @Operation(
            summary = "List my logins",
            description =
                    "Those in force, newest first, at most 1,000: with what device, from what address, and when they "
                            + "were last renewed.")
    @GetMapping("/api/sessions")
    Mono<Many> list(Caller.Agent caller) {
        return sessions.of(caller.accountId(), caller.userId())
                .map(login -> SessionView.of(login, caller.sessionId()))
                .collectList()
                .map(Many::new);
    }

    @Operation(summary = "End one of my logins", description = "Its tokens are no good from now on.")
    @DeleteMapping("/api/sessions/{id}")
    @ForViewers
    Mono<Ended> end(Caller.Agent caller, @PathVariable UUID id) {
        return closeSessions
                .close(caller.accountId(), caller.userId(), id)
                .filter(closed -> closed)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Session not found")))
                .thenReturn(new Ended(new None()));
    }

    @Operation(summary = "End all my other logins", description = "This one goes on. `ended` says how many there were.")
    @DeleteMapping("/api/sessions")
    @ForViewers
    Mono<Others> endOthers(Caller.Agent caller) {
        return closeSessions
                .closeOthers(caller.accountId(), caller.userId(), caller.sessionId())
                .map(ended -> new Others(new EndedCount(ended)));
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
    record CodeRequest(
            @NotBlank @Size(max = 200) String challengeId,
            @NotBlank @Size(max = 40) String code) {
        @Override
        public String toString() {
            return "CodeRequest";
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record RenewRequest(@NotBlank @Size(max = 200) String renewToken) {}

    record CodeNeededView(CodeNeededError error) {
        static CodeNeededView of(String challengeId) {
            return new CodeNeededView(new CodeNeededError(
                    HttpStatus.UNAUTHORIZED.value(),
                    "A code of the second factor is needed",
                    ProblemCode.MFA_REQUIRED.name(),
                    "Send it to /api/session/mfa with this challenge_id.",
                    challengeId));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record CodeNeededError(int status, String message, String code, String advice, String challengeId) {}

    record Many(List<SessionView> data) {}

    /// @param current whether this request came with it
    @JsonNaming(SnakeCaseStrategy.class)
    record SessionView(
            UUID id,
            String object,
            boolean current,
            String device,
            String address,
            Instant createdAt,
            @Nullable Instant lastSeenAt,
            Instant expiresAt) {
        static SessionView of(OpenLogin login, UUID current) {
            Instant seen = login.lastSeenAt();
            return new SessionView(
                    login.id(),
                    "session",
                    login.id().equals(current),
                    login.device(),
                    login.address(),
                    login.createdAt().truncatedTo(ChronoUnit.MILLIS),
                    seen == null ? null : seen.truncatedTo(ChronoUnit.MILLIS),
                    login.expiresAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    record Others(EndedCount data) {}

    record EndedCount(int ended) {}

    record Ended(None data) {}

    record None() {}
}
