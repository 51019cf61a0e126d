package dev.switchboard.channel.slack;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The installation's own application at Slack, which accounts connect by OAuth.
///
/// @param url Slack, or what stands for it
/// @param clientId empty where nobody can connect by OAuth
/// @param signingSecret signs the events of all that are connected by OAuth
/// @param patience how long somebody may take to agree at Slack
@ConfigurationProperties("switchboard.slack")
record SlackApiSettings(
        @DefaultValue("https://slack.com") URI url,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String signingSecret,
        @DefaultValue("10m") Duration patience) {
    @Override
    public String toString() {
        return "SlackApiSettings[url=" + url + "]";
    }
}
