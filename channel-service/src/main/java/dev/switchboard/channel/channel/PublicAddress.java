package dev.switchboard.channel.channel;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where providers reach this installation.
///
/// @param publicUrl as they call it, whatever stands in between; they sign it, and fetch files from it
@ConfigurationProperties("switchboard")
public record PublicAddress(
        @DefaultValue("http://localhost:8080") URI publicUrl) {
    public String of(String path) {
        return publicUrl.resolve(path).toString();
    }
}
