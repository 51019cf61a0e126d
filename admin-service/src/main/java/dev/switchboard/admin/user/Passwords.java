package dev.switchboard.admin.user;

import dev.switchboard.common.id.Ids;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import jakarta.annotation.PreDestroy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Base64.getEncoder().encodeToString(sha256.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    @PreDestroy
    void stop() {
        threads.dispose();
    }
}
