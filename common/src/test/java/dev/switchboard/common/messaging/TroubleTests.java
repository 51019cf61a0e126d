package dev.switchboard.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;

class TroubleTests {
    @Test
    void troubleThatPassesIsWaitedOut() {
        assertThat(Trouble.isTransient(new RuntimeException(new IOException("connection reset"))))
                .isTrue();
        assertThat(Trouble.isTransient(new QueryTimeoutException("slow"))).isTrue();
        assertThat(Trouble.isTransient(new R2dbcNonTransientResourceException("closed")))
                .isTrue();
        assertThat(Trouble.isTransient(new RuntimeException(new TimeoutException())))
                .isTrue();
        Throwable timeout = catchThrowable(() -> Mono.never().block(Duration.ofMillis(1)));
        assertThat(Trouble.isTransient(timeout)).isTrue();
    }

    @Test
    void whatWouldFailAgainIsPoison() {
        assertThat(Trouble.isTransient(new IllegalStateException("no such inbox")))
                .isFalse();
        assertThat(Trouble.isTransient(new DataIntegrityViolationException("null in body")))
                .isFalse();
        assertThat(Trouble.isTransient(new NullPointerException())).isFalse();
    }
}
