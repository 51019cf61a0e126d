package dev.switchboard.admin.user;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.Digest;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Hashes passwords with bcrypt, over their SHA-256 because bcrypt reads 72 bytes only. The work is slow on purpose:
/// it has threads of its own and a bounded queue, past which a caller is told to come again.
@Component
public class Passwords {
    private static final int QUEUE = 256;

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(10);
    private final Scheduler threads = Schedulers.newBoundedElastic(2, QUEUE, "passwords");
    private final String nobody = bcrypt.encode(digest(Ids.secret()));

    public Mono<String> hash(String password) {
        return slowly(Mono.fromCallable(() -> bcrypt.encode(digest(password))));
    }

    /// Takes as long without a hash as with one, so that an unknown address is not told from a wrong password.
    public Mono<Boolean> matches(String password, @Nullable String hash) {
        return slowly(Mono.fromCallable(
                () -> bcrypt.matches(digest(password), hash == null ? nobody : hash) && hash != null));
    }

    private <T> Mono<T> slowly(Mono<T> work) {
        return work.subscribeOn(threads)
                .onErrorMap(
                        RejectedExecutionException.class,
                        _ -> Problem.of(ProblemCode.UNAVAILABLE, "Too many log-ins at once")
                                .advise("Try again in a moment."));
    }

    private static String digest(String password) {
        return Digest.sha256(password).base64();
    }

    @PreDestroy
    void stop() {
        threads.dispose();
    }
}
