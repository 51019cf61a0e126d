package dev.switchboard.channel.inbound;

import dev.switchboard.common.service.PeriodicTask;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Forgets, once an hour, webhooks that no provider delivers any more.
@Component
class InboundRetention implements PeriodicTask {
    /// @param keep how long an event is known; longer than the seven days for which WhatsApp repeats one
    /// @param keepBytes how long a webhook can be replayed
    @ConfigurationProperties("switchboard.inbound")
    record Settings(
            @DefaultValue("30d") Duration keep,
            @DefaultValue("7d") Duration keepBytes) {}

    private record Age(String table, Duration keep) {}

    private final DatabaseClient database;
    private final Settings settings;

    InboundRetention(DatabaseClient database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    @Override
    public Duration period() {
        return Duration.ofHours(1);
    }

    @Override
    public Duration delay() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Mono<Void> round() {
        return Flux.just(new Age("inbound_event", settings.keep()), new Age("inbound_webhook", settings.keepBytes()))
                .concatMap(age -> database.sql(
                                "DELETE FROM " + age.table() + " WHERE received_at < now() - $1 * interval '1 second'")
                        .bind(0, age.keep().toSeconds())
                        .fetch()
                        .rowsUpdated())
                .then();
    }
}
