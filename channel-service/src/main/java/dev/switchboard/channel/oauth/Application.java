package dev.switchboard.channel.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The installation's own application at a provider with which accounts, not inboxes, agree. Where the provider cannot
/// be reached its calls fail with `UPSTREAM_FAILED`.
public interface Application {
    /// Lower case, as in addresses: `github`.
    String provider();

    /// As people call it.
    String title();

    /// What has to be set for it, where it is not set; null where it is.
    @Nullable
    String missing();

    /// Where the browser goes to agree.
    ///
    /// @param challenge of PKCE under `S256`
    URI authorization(String state, String redirect, String challenge);

    /// Empty where the provider does not take the code.
    ///
    /// @param verifier of PKCE
    Mono<Agreed> agree(String code, String redirect, String verifier);

    /// Empty where the refresh token is over.
    Mono<OAuthTokens> refresh(String refreshToken);

    /// Ends the agreement at the provider, where it has a way to; whatever it answers.
    default Mono<Void> revoke(OAuthTokens tokens) {
        return Mono.empty();
    }

    /// @param externalId by which the provider's events name the account there
    /// @param name of the account there, for people
    record Agreed(String externalId, String name, OAuthTokens tokens) {}
}
