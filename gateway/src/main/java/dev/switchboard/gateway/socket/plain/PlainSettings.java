package dev.switchboard.gateway.socket.plain;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param largestAudio bytes of a recording; a larger one is refused
/// @param recordings recordings of one socket in each `recordingsPer`; more are refused one by one
/// @param recordingsPer the period of `recordings`
/// @param readers large frames that are read at once in this gateway; more wait
/// @param behindRecording frames of one socket that wait while a recording of it is being kept; more are refused
@ConfigurationProperties("switchboard.socket.plain")
record PlainSettings(
        @DefaultValue("10MB") DataSize largestAudio,
        @DefaultValue("10") int recordings,
        @DefaultValue("1m") Duration recordingsPer,
        @DefaultValue("2") int readers,
        @DefaultValue("64") int behindRecording) {}
