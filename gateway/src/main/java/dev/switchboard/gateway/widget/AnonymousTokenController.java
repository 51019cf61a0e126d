package dev.switchboard.gateway.widget;

import dev.switchboard.gateway.auth.Credential;
import dev.switchboard.gateway.auth.Identified;
import dev.switchboard.gateway.auth.IdentifyFilter;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/// Amoiq's token for a visitor who has not logged in anywhere.
@RestController
class AnonymousTokenController {
    private final IssueAnonymousToken issueAnonymousToken;

    AnonymousTokenController(IssueAnonymousToken issueAnonymousToken) {
        this.issueAnonymousToken = issueAnonymousToken;
    }

    @PostMapping("/api/chat/anonymous-token")
    Mono<TokenView> issue(ServerWebExchange exchange, @RequestBody TokenRequest request) {
        Credential credential = switch (IdentifyFilter.of(exchange)) {
            case Identified.Known known -> known.credential();
            case Identified.Refused refused -> throw refused.problem();
        };
        return issueAnonymousToken
                .issue(credential, request.tenantId(), request.sessionId())
                .map(issued ->
                        new TokenView(issued.token(), IssueAnonymousToken.LIFETIME.toSeconds(), issued.sessionId()));
    }

    /// A fingerprint may come with it. It proves nothing, so it is not read.
    record TokenRequest(@Nullable String tenantId, @Nullable String sessionId) {}

    record TokenView(String token, long expiresIn, String sessionId) {}
}
