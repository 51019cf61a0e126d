package dev.switchboard.gateway.socket.plain;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The defaults, as they are bound.
final class PlainSettingsFixture {
    private PlainSettingsFixture() {}

    static PlainSettings defaults() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("switchboard.socket.plain", PlainSettings.class);
    }
}
