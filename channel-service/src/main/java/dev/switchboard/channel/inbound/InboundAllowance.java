package dev.switchboard.channel.inbound;

import dev.switchboard.channel.channel.ProviderAccount;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many webhooks each provider account may bring. They are counted once they are verified, so that nobody spends
/// another's share, and refused before anything is stored: the provider brings them again. There are no more windows
/// than accounts.
public final class InboundAllowance {
    private final Settings settings;
    private final MeterProvider<Counter> refused;
    private final LongSupplier nanos;
    private final Map<UUID, Window> windows = new ConcurrentHashMap<>();

    /// @param limit webhooks of one account in each `per`
    @ConfigurationProperties("switchboard.inbound.allowance")
    record Settings(
            @DefaultValue("10000") int limit,
            @DefaultValue("1m") Duration per) {}

    private record Window(long since, int taken) {}

    InboundAllowance(Settings settings, MeterRegistry meters, LongSupplier nanos) {
        this.settings = settings;
        this.refused = Counter.builder("switchboard.webhook.limited")
                .description("Webhooks of providers that were too many of one account, and come again")
                .withRegistry(meters);
        this.nanos = nanos;
    }

    /// @throws Problem `RATE_LIMIT_EXCEEDED` when the account has had its share
    public void charge(ProviderAccount account) {
        long now = nanos.getAsLong();
        long period = settings.per().toNanos();
        Window window = windows.compute(
                account.inboxId(),
                (_, before) -> before == null || now - before.since() >= period
                        ? new Window(now, 1)
                        : new Window(before.since(), Math.min(before.taken(), settings.limit()) + 1));
        if (window.taken() > settings.limit()) {
            refused.withTag("provider", account.provider()).increment();
            long seconds = Duration.ofNanos(period - (now - window.since())).toSeconds() + 1;
            throw Problem.of(ProblemCode.RATE_LIMIT_EXCEEDED, "Too many webhooks of this account")
                    .advise("Bring it again in " + seconds + " s.");
        }
    }
}
