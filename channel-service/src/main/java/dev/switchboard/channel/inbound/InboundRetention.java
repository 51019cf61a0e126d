package dev.switchboard.channel.inbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Forgets, once an hour, webhooks that no provider delivers any more.
@Component
class InboundRetention implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboundRetention.class);

    /// @param keep how long an event is known; longer than the seven days for which WhatsApp repeats one
    /// @param keepBytes how long a webhook can be replayed
    @ConfigurationProperties("switchboard.inbound")
    record Settings(
            @DefaultValue("30d") Duration keep,
            @DefaultValue("7d") Duration keepBytes) {}

    private record Age(String table, Duration keep) {}

    private final DatabaseClient database;
    private final Settings settings;
    private @Nullable Disposable work;

    InboundRetention(DatabaseClient database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    private Mono<Void> forget() {
        return Flux.just(new Age("inbound_event", settings.keep()), new Age("inbound_webhook", settings.keepBytes()))
                .concatMap(age -> database.sql(
                                "DELETE FROM " + age.table() + " WHERE received_at < now() - $1 * interval '1 second'")
                        .bind(0, age.keep().toSeconds())
                        .fetch()
                        .rowsUpdated())
                .then()
                .doOnError(e -> LOG.warn("Old webhooks stay for another hour: {}", e.toString()))
                .onErrorComplete();
    }

    @Override
    public void start() {
        work = Flux.interval(Duration.ofMinutes(2), Duration.ofHours(1))
                .onBackpressureDrop()
                .concatMap(_ -> forget())
                .subscribe();
    }

    @Override
    public void stop() {
        if (work != null) {
            work.dispose();
        }
        work = null;
    }

    @Override
    public boolean isRunning() {
        return work != null;
    }
}
