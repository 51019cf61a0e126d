package dev.switchboard.admin.signon;

import dev.switchboard.admin.session.OpenSession;
import dev.switchboard.common.identity.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Where a gateway asks whose a token of the issuer is.
@RestController
class IssuerTokenController {
    private final IssuerTokens tokens;
    private final AdmitClaimed admitClaimed;
    private final OpenSession openSession;

    IssuerTokenController(IssuerTokens tokens, AdmitClaimed admitClaimed, OpenSession openSession) {
        this.tokens = tokens;
        this.admitClaimed = admitClaimed;
        this.openSession = openSession;
    }

    @PostMapping("/internal/issuer_tokens")
    Mono<Admitted> admit(Caller.Operator gateway, @Valid @RequestBody TokenRequest request) {
        return tokens.verify(request.token())
                .flatMap(claimed -> admitClaimed
                        .admit(claimed)
                        .flatMap(user -> openSession
                                .adopt(user, request.token(), claimed.expiresAt())
                                .map(session -> new Admitted(
                                        user.accountId(), user.id(), user.role(), session, claimed.expiresAt()))));
    }

    record TokenRequest(@NotBlank String token) {
        @Override
        public String toString() {
            return "TokenRequest";
        }
    }

    /// @param sessionId the login that the token is; it can be listed and ended as any other
    record Admitted(UUID accountId, UUID userId, String role, UUID sessionId, Instant expiresAt) {}
}
