package dev.switchboard.admin.twofactor;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/// Switches a user's second factor on and off.
@Component
public class ChangeFactor {
    private final Factors factors;
    private final CheckCode checkCode;
    private final RecoveryCodes recoveryCodes;
    private final TransactionalOperator transaction;
    private final SecureRandom random = new SecureRandom();

    ChangeFactor(Factors factors, CheckCode checkCode, RecoveryCodes recoveryCodes, TransactionalOperator transaction) {
        this.factors = factors;
        this.checkCode = checkCode;
        this.recoveryCodes = recoveryCodes;
        this.transaction = transaction;
    }

    /// Gives the seed (Base32). It counts for nothing until its first code confirms it.
    Mono<String> enrol(UUID userId) {
        byte[] bytes = new byte[Totp.SEED_BYTES];
        random.nextBytes(bytes);
        String seed = Base32.encode(bytes);
        return factors.enrol(userId, seed)
                .filter(enrolled -> enrolled)
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "The second factor is on")
                        .advise("Switch it off first.")))
                .thenReturn(seed);
    }

    /// Gives the recovery codes, which are shown this once.
    Mono<List<String>> confirm(UUID userId, String code) {
        return factors.of(userId)
                .filter(factor -> !factor.confirmed())
                .switchIfEmpty(Mono.error(() -> Problem.of(ProblemCode.CONFLICT, "There is nothing to confirm")
                        .advise("Begin with a new seed.")))
                .flatMap(factor -> checkCode.confirm(userId, factor, code))
                .then(Mono.defer(() -> renew(userId)));
    }

    Mono<List<String>> renewRecoveryCodes(UUID userId, String code) {
        return checkCode.check(userId, code).then(Mono.defer(() -> renew(userId)));
    }

    Mono<Void> switchOff(UUID userId, String code) {
        return checkCode.check(userId, code).then(factors.remove(userId)).then();
    }

    /// For somebody who has lost both the app and the codes. False where there was none.
    public Mono<Boolean> remove(UUID userId) {
        return factors.remove(userId);
    }

    private Mono<List<String>> renew(UUID userId) {
        List<String> codes = recoveryCodes.make();
        List<String> hashes =
                codes.stream().map(code -> recoveryCodes.hash(userId, code)).toList();
        return factors.keepRecoveryCodes(userId, hashes).thenReturn(codes).as(transaction::transactional);
    }
}
