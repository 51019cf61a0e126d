package dev.switchboard.channel.intercom;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The installation's own application at Intercom, with which accounts agree that their contacts are kept alike.
///
/// @param url Intercom for browsers, or what stands for it
/// @param apiUrl Intercom for programs; workspaces in Europe and Australia have addresses of their own
/// @param clientId empty where nobody can connect
/// @param clientSecret also signs the application's webhooks; without one none of contacts is taken
@ConfigurationProperties("switchboard.intercom")
record IntercomApplication(
        @DefaultValue("https://app.intercom.com") URI url,
        @DefaultValue("https://api.intercom.io") URI apiUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret) {
    @Override
    public String toString() {
        return "IntercomApplication[url=" + url + "]";
    }
}
