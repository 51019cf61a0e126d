package dev.switchboard.channel.github;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The installation's own application at GitHub, with which accounts agree.
///
/// @param url GitHub for browsers, or what stands for it
/// @param apiUrl GitHub for programs
/// @param clientId empty where nobody can connect
/// @param webhookSecret signs the application's webhooks; without one none is taken
/// @param look how often the state of a linked issue is looked up, in case a webhook was missed
@ConfigurationProperties("switchboard.github")
record GithubSettings(
        @DefaultValue("https://github.com") URI url,
        @DefaultValue("https://api.github.com") URI apiUrl,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String webhookSecret,
        @DefaultValue("1d") Duration look) {
    @Override
    public String toString() {
        return "GithubSettings[url=" + url + "]";
    }
}
