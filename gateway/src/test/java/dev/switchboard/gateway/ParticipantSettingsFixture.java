package dev.switchboard.gateway;

import dev.switchboard.gateway.participant.ParticipantSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/// The defaults, as they are bound.
public final class ParticipantSettingsFixture {
    private ParticipantSettingsFixture() {}

    public static ParticipantSettings defaults() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("switchboard.participant", ParticipantSettings.class);
    }
}
