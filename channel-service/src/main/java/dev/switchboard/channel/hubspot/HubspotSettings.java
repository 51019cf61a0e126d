package dev.switchboard.channel.hubspot;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The installation's own application at HubSpot, with which accounts agree.
///
/// @param url HubSpot for browsers, or what stands for it
/// @param apiUrl HubSpot for programs
/// @param clientId empty where nobody can connect
/// @param clientSecret also signs the application's webhooks; without one none is taken
@ConfigurationProperties("switchboard.hubspot")
record HubspotSettings(
        @DefaultValue("https://app.hubspot.com") URI url,
        @DefaultValue("https://api.hubapi.com") URI apiUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret) {
    @Override
    public String toString() {
        return "HubspotSettings[url=" + url + "]";
    }
}
