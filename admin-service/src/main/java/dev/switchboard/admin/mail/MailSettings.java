package dev.switchboard.admin.mail;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param host the mail server; empty sends nothing, and each mail says so
/// @param port 465 speaks TLS from the first byte, any other turns to it with STARTTLS
/// @param username empty logs in nowhere; with one, a server that offers no TLS is refused
/// @param from the sender
/// @param url where people reach this installation: what the links in a mail begin with
/// @param timeout for each step of a dialogue with the server
/// @param workers mails that are on their way at once; more wait
/// @param lease how long a worker may take before another takes its mail up
/// @param poll how often workers look by themselves
/// @param keep how long it is remembered what became of a mail
@Validated
@ConfigurationProperties("switchboard.mail")
record MailSettings(
        @DefaultValue("") String host,
        @DefaultValue("587") int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @NotBlank @DefaultValue("switchboard@localhost") String from,
        @DefaultValue("http://localhost:8080") URI url,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("2") int workers,
        @DefaultValue("2m") Duration lease,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("7d") Duration keep) {
    @Override
    public String toString() {
        return "MailSettings[host=" + host + ", port=" + port + ", from=" + from + "]";
    }
}
