package dev.switchboard.admin.passwordreset;

import dev.switchboard.admin.user.NewPassword;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Password resets under Papercups' names.
@RestController
@RequestMapping("/api/reset_password")
@Tag(name = "Netia: session")
class PasswordResetController {
    private final AskForReset askForReset;
    private final ResetPassword resetPassword;

    PasswordResetController(AskForReset askForReset, ResetPassword resetPassword) {
        this.askForReset = askForReset;
        this.resetPassword = resetPassword;
    }

    @Operation(
            summary = "Ask for a new password",
            description =
                    "Sends a mail with a link that is good for an hour. The answer is the same for every address, "
                            + "whether anybody has it or not.")
    @PostMapping
    Mono<Asked> ask(@Valid @RequestBody AskRequest request) {
        return askForReset.ask(request.email()).thenReturn(new Asked(new Ok(true)));
    }

    @Operation(
            summary = "Set a new password",
            description = "With the token of the mail, once. All logins of the user end; log in with the new password.")
    @PutMapping
    Mono<Changed> reset(@Valid @RequestBody ResetRequest request) {
        return resetPassword
                .reset(request.passwordResetToken(), NewPassword.of(request.password(), request.passwordConfirmation()))
                .map(user -> new Changed(new ChangedView(user.email())));
    }

    record AskRequest(@NotBlank @Size(max = 254) String email) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record ResetRequest(
            @NotBlank String password,
            @Nullable String passwordConfirmation,
            @NotBlank @Size(max = 200) String passwordResetToken) {
        @Override
        public String toString() {
            return "ResetRequest";
        }
    }

    record Asked(Ok data) {}

    record Ok(boolean ok) {}

    record Changed(ChangedView data) {}

    record ChangedView(String email) {}
}
