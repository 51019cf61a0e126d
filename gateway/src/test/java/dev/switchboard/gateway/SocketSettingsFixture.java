package dev.switchboard.gateway;

import dev.switchboard.gateway.socket.SocketSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The defaults, as they are bound.
public final class SocketSettingsFixture {
    private SocketSettingsFixture() {}

    public static SocketSettings defaults() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("switchboard.socket", SocketSettings.class);
    }
}
