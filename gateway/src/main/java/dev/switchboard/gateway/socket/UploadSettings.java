package dev.switchboard.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param largest a larger message closes its socket with 1009; room for 10 MB as base64 and its frame
/// @param memory bytes of large messages that all sockets hold; a message that finds no more is refused
/// @param patience a message that has not come whole by then closes its socket with 1008
@ConfigurationProperties("switchboard.socket.uploads")
record UploadSettings(
        @DefaultValue("14MB") DataSize largest,
        @DefaultValue("48MB") DataSize memory,
        @DefaultValue("2m") Duration patience) {}
