package dev.switchboard.admin.signon;

import dev.switchboard.admin.session.Login;
import dev.switchboard.admin.session.OpenSession;
import dev.switchboard.admin.user.User;
import dev.switchboard.admin.user.Users;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import java.net.URI;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/// A browser's sign-on (OpenID Connect, authorization code with PKCE): it is sent to the issuer, comes back with a
/// code,
/// and gets a ticket that the page exchanges for a login, so that no token stands in an address.
@Component
class SignOn {
    private final Issuer issuer;
    private final IssuerTokens tokens;
    private final AdmitClaimed admitClaimed;
    private final SignOnStates states;
    private final OidcSettings settings;
    private final Doors doors;

    SignOn(
            Issuer issuer,
            IssuerTokens tokens,
            AdmitClaimed admitClaimed,
            SignOnStates states,
            OidcSettings settings,
            Doors doors) {
        this.issuer = issuer;
        this.tokens = tokens;
        this.admitClaimed = admitClaimed;
        this.states = states;
        this.settings = settings;
        this.doors = doors;
    }

    /// Where the browser goes, and the state that it keeps in a cookie.
    record Departure(URI address, String state) {}

    Mono<Departure> begin() {
        if (!settings.on()) {
            return Mono.error(Problem.of(ProblemCode.NOT_FOUND, "Single sign-on is not set up"));
        }
        return issuer.discovery()
                .flatMap(discovery -> states.begin()
                        .map(begun -> new Departure(
                                UriComponentsBuilder.fromUriString(discovery.authorizationEndpoint())
                                        .queryParam("response_type", "code")
                                        .queryParam("client_id", "{client}")
                                        .queryParam("redirect_uri", "{back}")
                                        .queryParam("scope", "openid email profile")
                                        .queryParam("state", begun.state())
                                        .queryParam("nonce", begun.nonce())
                                        .queryParam(
                                                "code_challenge",
                                                Digest.sha256(begun.verifier()).base64Url())
                                        .queryParam("code_challenge_method", "S256")
                                        .encode()
                                        .buildAndExpand(settings.clientId(), back())
                                        .toUri(),
                                begun.state())));
    }

    /// Gives the ticket. The state is used up whatever comes of it.
    Mono<String> comeBack(String state, String code) {
        return states.comeBack(state)
                .switchIfEmpty(Mono.error(SignOn::over))
                .flatMap(begun -> issuer.exchange(form(code, begun))
                        .switchIfEmpty(Mono.error(SignOn::over))
                        .flatMap(tokens::verify)
                        .filter(claimed -> begun.nonce().equals(claimed.nonce()))
                        .switchIfEmpty(Mono.error(SignOn::over)))
                .flatMap(admitClaimed::admit)
                .flatMap(states::ticket);
    }

    Mono<Login> redeem(String ticket) {
        return states.redeem(ticket)
                .flatMap(found -> doors.users().byId(found.accountId(), found.userId()))
                .filter(User::active)
                .switchIfEmpty(Mono.error(SignOn::over))
                .flatMap(doors.openSession()::open)
                .as(doors.transaction()::transactional);
    }

    private MultiValueMap<String, String> form(String code, SignOnStates.Begun begun) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "authorization_code");
        form.add("code", code);
        form.add("redirect_uri", back());
        form.add("client_id", settings.clientId());
        form.add("code_verifier", begun.verifier());
        return form;
    }

    private String back() {
        return settings.url() + "/api/sign_on/callback";
    }

    private static Problem over() {
        return Problem.of(ProblemCode.INVALID_CREDENTIALS, "The sign-on is unknown, or over")
                .advise("Begin it again.");
    }

    /// How somebody who has signed on comes in.
    @Component
    record Doors(Users users, OpenSession openSession, TransactionalOperator transaction) {}
}
