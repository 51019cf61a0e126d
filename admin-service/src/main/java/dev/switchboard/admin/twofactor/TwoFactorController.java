package dev.switchboard.admin.twofactor;

import dev.switchboard.common.audit.Act;
import dev.switchboard.common.audit.Audit;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.service.ForViewers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A user's own second factor, in Netia's style.
@RestController
@RequestMapping("/api/me/two_factor")
@Tag(name = "Netia: session")
class TwoFactorController {
    private static final String ISSUER = "Switchboard";

    private final Factors factors;
    private final ChangeFactor changeFactor;
    private final Audit audit;

    TwoFactorController(Factors factors, ChangeFactor changeFactor, Audit audit) {
        this.audit = audit;
        this.factors = factors;
        this.changeFactor = changeFactor;
    }

    @Operation(summary = "Is my second factor on?", description = "With the number of recovery codes that are left.")
    @GetMapping
    Mono<State> state(Caller.Agent caller) {
        return factors.of(caller.userId())
                .flatMap(factor -> factors.recoveryCodesLeft(caller.userId())
                        .map(left -> new StateView(factor.confirmed(), factor.confirmedAt(), left)))
                .defaultIfEmpty(new StateView(false, null, 0))
                .map(State::new);
    }

    @Operation(
            summary = "Begin with a second factor",
            description =
                    "Gives a new secret for an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds), also as an "
                            + "`otpauth:` address to be shown as a QR code. Nothing changes until a first code confirms it.")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @ForViewers
    Mono<Enrolment> enrol(Caller.Agent caller) {
        return changeFactor.enrol(caller.userId()).map(seed -> new Enrolment(new Secret(seed, address(caller, seed))));
    }

    @Operation(
            summary = "Confirm the second factor",
            description =
                    "With a first code of the app. From now on a log-in needs one. Gives ten recovery codes, which "
                            + "are shown this once.")
    @PostMapping("/confirm")
    @ForViewers
    Mono<Codes> confirm(Caller.Agent caller, @Valid @RequestBody CodeRequest request) {
        return changeFactor
                .confirm(caller.userId(), request.code())
                .flatMap(codes -> noted(caller, "second_factor_added").thenReturn(codes))
                .map(Codes::of);
    }

    @Operation(
            summary = "Make new recovery codes",
            description = "With a code of the app, or one of the old recovery codes. The old ones are good no more.")
    @PostMapping("/recovery_codes")
    @ForViewers
    Mono<Codes> recoveryCodes(Caller.Agent caller, @Valid @RequestBody CodeRequest request) {
        return changeFactor
                .renewRecoveryCodes(caller.userId(), request.code())
                .flatMap(codes -> noted(caller, "recovery_codes_renewed").thenReturn(codes))
                .map(Codes::of);
    }

    /// In a transaction of its own, so that a wrong code stays counted.
    private Mono<Void> noted(Caller.Agent caller, String done) {
        return audit.doing(
                caller.accountId(),
                Mono.empty(),
                Act.of("user." + done, "user", caller.userId()).named(caller.name()));
    }

    @Operation(summary = "Switch the second factor off", description = "With a code of the app or a recovery code.")
    @PostMapping("/disable")
    @ForViewers
    Mono<State> disable(Caller.Agent caller, @Valid @RequestBody CodeRequest request) {
        return changeFactor
                .switchOff(caller.userId(), request.code())
                .then(Mono.defer(() -> noted(caller, "second_factor_removed")))
                .thenReturn(new State(new StateView(false, null, 0)));
    }

    private static String address(Caller.Agent caller, String seed) {
        String label = URLEncoder.encode(ISSUER + ":" + caller.email(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return "otpauth://totp/" + label + "?secret=" + seed + "&issuer=" + ISSUER
                + "&algorithm=SHA1&digits=6&period=30";
    }

    record CodeRequest(@NotBlank @Size(max = 40) String code) {
        @Override
        public String toString() {
            return "CodeRequest";
        }
    }

    record State(StateView data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record StateView(boolean enabled, @Nullable Instant confirmedAt, long recoveryCodesLeft) {}

    record Enrolment(Secret data) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record Secret(String secret, String otpauthUrl) {}

    record Codes(CodesView data) {
        static Codes of(List<String> codes) {
            return new Codes(new CodesView(codes));
        }
    }

    @JsonNaming(SnakeCaseStrategy.class)
    record CodesView(List<String> recoveryCodes) {}
}
