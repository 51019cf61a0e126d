package dev.switchboard.channel.gmail;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The installation's own application at Google.
///
/// @param accountsUrl where people agree, or what stands for it
/// @param tokenUrl where tokens are given and ended
/// @param apiUrl Gmail's API
/// @param clientId empty where nobody can connect a mailbox
/// @param patience how long somebody may take to agree
/// @param pause between two looks into a mailbox
@ConfigurationProperties("switchboard.google")
record GoogleSettings(
        @DefaultValue("https://accounts.google.com") URI accountsUrl,
        @DefaultValue("https://oauth2.googleapis.com") URI tokenUrl,
        @DefaultValue("https://gmail.googleapis.com") URI apiUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("10m") Duration patience,
        @DefaultValue("1m") Duration pause) {
    @Override
    public String toString() {
        return "GoogleSettings[apiUrl=" + apiUrl + "]";
    }
}
