package dev.switchboard.admin.signon;

import dev.switchboard.admin.session.LoginView;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.secret.Digest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// A browser's way through the issuer.
@RestController
@RequestMapping("/api/sign_on")
@Tag(name = "Netia: session")
class SignOnController {
    private static final String COOKIE = "switchboard_sign_on";

    private final SignOn signOn;
    private final OidcSettings settings;

    SignOnController(SignOn signOn, OidcSettings settings) {
        this.signOn = signOn;
        this.settings = settings;
    }

    @Operation(
            summary = "Sign on elsewhere",
            description =
                    "Sends the browser to the issuer that the installation trusts (OpenID Connect, authorization code "
                            + "with PKCE). 404 where none is set.")
    @GetMapping
    Mono<ResponseEntity<Void>> begin() {
        return signOn.begin().map(departure -> to(departure.address(), departure.state(), SignOnStates.STATE));
    }

    @Operation(
            summary = "Come back from the issuer",
            description =
                    "For the browser alone, which holds the cookie of its own sign-on. Sends it to the console with a "
                            + "`ticket`, or an `error`, in the fragment.")
    @GetMapping("/callback")
    Mono<ResponseEntity<Void>> callback(
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String state,
            @CookieValue(name = COOKIE, required = false) @Nullable String cookie) {
        if (code == null || state == null || cookie == null || !Digest.same(state, cookie)) {
            return Mono.just(arrived("error=refused"));
        }
        return signOn.comeBack(state, code)
                .map(ticket -> arrived("ticket=" + ticket))
                .onErrorResume(
                        Problem.class,
                        refusal -> Mono.just(arrived("error=" + refusal.code().text())));
    }

    @Operation(
            summary = "Log in with a ticket",
            description = "The ticket of a sign-on that has come back: good once, within a minute.")
    @PostMapping("/session")
    Mono<LoginView> redeem(@Valid @RequestBody TicketRequest request) {
        return signOn.redeem(request.ticket()).map(LoginView::of);
    }

    private ResponseEntity<Void> arrived(String fragment) {
        return to(URI.create(settings.url() + "/app/sign-on#" + fragment), "", Duration.ZERO);
    }

    /// @param state empty takes the cookie away
    private ResponseEntity<Void> to(URI address, String state, Duration age) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, state)
                .httpOnly(true)
                .secure("https".equals(settings.url().getScheme()))
                .sameSite("Lax")
                .path("/api/sign_on")
                .maxAge(age)
                .build();
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(address)
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    record TicketRequest(@NotBlank @Size(max = 200) String ticket) {
        @Override
        public String toString() {
            return "TicketRequest";
        }
    }
}
