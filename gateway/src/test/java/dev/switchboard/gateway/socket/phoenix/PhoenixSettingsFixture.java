package dev.switchboard.gateway.socket.phoenix;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The defaults, as they are bound.
final class PhoenixSettingsFixture {
    private PhoenixSettingsFixture() {}

    static PhoenixSettings defaults() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("switchboard.socket.phoenix", PhoenixSettings.class);
    }
}
