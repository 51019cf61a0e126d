package dev.switchboard.common.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/// Where Kafka is, and how its clients prove themselves to it.
///
/// @param bootstrap addresses of brokers, comma-separated
/// @param client settings of Kafka's own clients that all of ours have, as in `security.protocol`
public record Brokers(String bootstrap, @DefaultValue Map<String, String> client) {
    /// Without encryption or credentials: tests, and the broker of `./switchboard`.
    public static Brokers at(String bootstrap) {
        return new Brokers(bootstrap, Map.of());
    }

    /// Those of `switchboard.messaging`.
    public static Brokers of(Environment environment) {
        return Binder.get(environment)
                .bind("switchboard.messaging", Brokers.class)
                .get();
    }

    /// What a client is made of.
    public Map<String, Object> with(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(client);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        all.putAll(settings);
        return all;
    }
}
