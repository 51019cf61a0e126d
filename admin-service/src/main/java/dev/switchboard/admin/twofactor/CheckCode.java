package dev.switchboard.admin.twofactor;

import dev.switchboard.admin.throttle.Throttle;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Takes a code as the second factor: one of the app's, good once, or a recovery code, which is used up.
@Component
public class CheckCode {
    private static final String APP_CODE = "\\d{6}";

    private final Factors factors;
    private final RecoveryCodes recoveryCodes;
    private final Throttle throttle;
    private final Clock clock;

    CheckCode(Factors factors, RecoveryCodes recoveryCodes, Throttle throttle, Clock clock) {
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// Whether this user's login needs one.
    public Mono<Boolean> isNeeded(UUID userId) {
        return factors.of(userId).map(Factors.Factor::confirmed).defaultIfEmpty(false);
    }

    /// Fails with 401 for a wrong or used code, with 429 after too many; wrong ones count wherever they are given.
    public Mono<Void> check(UUID userId, String code) {
        return throttle.admit(Throttle.Kind.CODE, userId.toString())
                .then(factors.of(userId).filter(Factors.Factor::confirmed))
                .flatMap(factor -> take(userId, factor, code))
                .filter(right -> right)
                .switchIfEmpty(Mono.error(CheckCode::wrong))
                .then(Mono.defer(() -> throttle.forget(Throttle.Kind.CODE, userId.toString())));
    }

    /// The first code of an app, which confirms it. No recovery code serves here.
    Mono<Void> confirm(UUID userId, Factors.Factor factor, String code) {
        return throttle.admit(Throttle.Kind.CODE, userId.toString())
                .then(Mono.defer(() -> takeAppCode(userId, factor, code)))
                .filter(right -> right)
                .switchIfEmpty(Mono.error(CheckCode::wrong))
                .then(Mono.defer(() -> throttle.forget(Throttle.Kind.CODE, userId.toString())));
    }

    private Mono<Boolean> take(UUID userId, Factors.Factor factor, String code) {
        return code.strip().matches(APP_CODE)
                ? takeAppCode(userId, factor, code)
                : factors.useRecoveryCode(userId, recoveryCodes.hash(userId, code));
    }

    private Mono<Boolean> takeAppCode(UUID userId, Factors.Factor factor, String code) {
        OptionalLong step = factor.totp().stepOf(code.strip(), clock.instant(), factor.lastStep());
        return step.isEmpty() ? Mono.just(false) : factors.use(userId, step.getAsLong());
    }

    private static Problem wrong() {
        return Problem.of(ProblemCode.INVALID_CREDENTIALS, "The code is wrong or has been used")
                .advise("Wait for the app's next code, or use a recovery code.");
    }
}
