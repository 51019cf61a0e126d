package dev.switchboard.channel.github;

import dev.switchboard.channel.oauth.Application;
import dev.switchboard.channel.oauth.OAuthTokens;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// GitHub as accounts agree with it, with PKCE.
@Component
class Github implements Application {
    private final GithubSettings settings;
    private final GithubClient client;

    Github(GithubSettings settings, GithubClient client) {
        this.settings = settings;
        this.client = client;
    }

    @Override
    public String provider() {
        return "github";
    }

    @Override
    public String title() {
        return GithubClient.TITLE;
    }

    @Override
    public @Nullable String missing() {
        return settings.clientId().isEmpty()
                ? "GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET and GITHUB_WEBHOOK_SECRET"
                : null;
    }

    @Override
    public URI authorization(String state, String redirect, String challenge) {
        return UriComponentsBuilder.fromUri(settings.url())
                .path("/login/oauth/authorize")
                .queryParam("client_id", "{client}")
                .queryParam("scope", "repo")
                .queryParam("state", "{state}")
                .queryParam("redirect_uri", "{redirect}")
                .queryParam("code_challenge", "{challenge}")
                .queryParam("code_challenge_method", "S256")
                .encode()
                .buildAndExpand(settings.clientId(), state, redirect, challenge)
                .toUri();
    }

    @Override
    public Mono<Agreed> agree(String code, String redirect, String verifier) {
        return client.exchange(code, redirect, verifier)
                .flatMap(tokens -> client.login(tokens).map(login -> new Agreed(login, login, tokens)));
    }

    @Override
    public Mono<OAuthTokens> refresh(String refreshToken) {
        return client.refresh(refreshToken);
    }
}
