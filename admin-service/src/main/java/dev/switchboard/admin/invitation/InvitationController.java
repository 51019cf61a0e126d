package dev.switchboard.admin.invitation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.switchboard.admin.mail.MailState;
import dev.switchboard.admin.session.LoginView;
import dev.switchboard.admin.user.NewPassword;
import dev.switchboard.admin.user.Role;
import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// Invitations under Papercups' names.
@RestController
@RequestMapping("/api/user_invitations")
@Tag(name = "Netia: users")
class InvitationController {
    private final Invite invite;
    private final Invitations invitations;
    private final AcceptInvitation acceptInvitation;
    private final Audit audit;

    InvitationController(Invite invite, Invitations invitations, AcceptInvitation acceptInvitation, Audit audit) {
        this.audit = audit;
        this.invite = invite;
        this.invitations = invitations;
        this.acceptInvitation = acceptInvitation;
    }

    @Operation(
            summary = "Invite somebody",
            description =
                    "For administrators: sends a mail with a link that is good for seven days, in place of an earlier "
                            + "one to the same address. Only an owner invites owners.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Mono<One> create(Caller.Agent caller, @Valid @RequestBody InviteRequest request) {
        UUID _ = caller.accountToAdminister();
        Role role = Role.of(request.userInvitation().role());
        if (role == Role.OWNER && !caller.role().equals("owner")) {
            return Mono.error(Problem.of(ProblemCode.FORBIDDEN, "Only an owner makes somebody an owner"));
        }
        return invite.invite(caller, request.userInvitation().email(), role).map(One::of);
    }

    @Operation(
            summary = "List the invitations",
            description = "For administrators: the newest first, at most 1,000. `mail` says what became of the mail, "
                    + "`mail_reason` why it has not arrived.")
    @GetMapping
    Mono<Many> list(Caller.Agent caller) {
        return invitations
                .of(caller.accountToAdminister())
                .map(InvitationView::of)
                .collectList()
                .map(Many::new);
    }

    @Operation(summary = "Revoke an invitation", description = "For administrators. Its link is good no more.")
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(Caller.Agent caller, @PathVariable UUID id) {
        UUID account = caller.accountToAdminister();
        return audit.doing(
                        account,
                        invitations.revoke(account, id).filter(revoked -> revoked),
                        _ -> Act.of("invitation.revoked", "invitation", id))
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.NOT_FOUND, "Invitation not found")))
                .then();
    }

    @Operation(
            summary = "Accept an invitation",
            description = "With the token of the mail. Account, address and role are the invitation's; the answer is a "
                    + "log-in.")
    @PostMapping("/accept")
    @ResponseStatus(HttpStatus.CREATED)
    Mono<LoginView> accept(@Valid @RequestBody AcceptRequest request) {
        return acceptInvitation
                .accept(
                        request.token(),
                        request.name(),
                        NewPassword.of(request.password(), request.passwordConfirmation()))
                .map(LoginView::of);
    }

    record InviteRequest(
            @JsonProperty("user_invitation") @NotNull @Valid Invited userInvitation) {}

    record Invited(
            @NotBlank @Email @Size(max = 254) String email,
            @NotBlank @Size(max = 20) String role) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record AcceptRequest(
            @NotBlank @Size(max = 200) String token,
            @NotBlank @Size(max = 200) String name,
            @NotBlank String password,
            @Nullable String passwordConfirmation) {
        @Override
        public String toString() {
            return "AcceptRequest";
        }
    }

    record One(InvitationView data) {
        static One of(Invitation invitation) {
            return new One(InvitationView.of(invitation));
        }
    }

    record Many(List<InvitationView> data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record InvitationView(
            UUID id,
            String object,
            UUID accountId,
            String email,
            String role,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            @Nullable Instant revokedAt,
            @Nullable MailState mail,
            @Nullable String mailReason) {
        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.id(),
                    "user_invitation",
                    invitation.accountId(),
                    invitation.email(),
                    invitation.role(),
                    millis(invitation.createdAt()),
                    millis(invitation.expiresAt()),
                    invitation.acceptedAt() == null ? null : millis(invitation.acceptedAt()),
                    invitation.revokedAt() == null ? null : millis(invitation.revokedAt()),
                    invitation.mailState(),
                    invitation.mailReason() == null || invitation.mailReason().isEmpty()
                            ? null
                            : invitation.mailReason());
        }

        private static Instant millis(Instant instant) {
            return instant.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
