package dev.switchboard.channel;

import dev.switchboard.emulators.EmulatorsApplication;
import dev.switchboard.emulators.mail.MailServer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/// The emulators on a port of their own, and their switches.
public final class Emulated implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final WebTestClient client;

    public record Sent(
            String to,
            String text,
            String id,
            @Nullable String subject,
            @Nullable String thread) {}

    public Emulated(String gatewayUrl, String... properties) {
        String[] all = new String[properties.length + 3];
        System.arraycopy(properties, 0, all, 0, properties.length);
        all[properties.length] = "server.port=0";
        all[properties.length + 1] = "switchboard.emulators.gateway-url=" + gatewayUrl;
        all[properties.length + 2] = "switchboard.emulators.status-delay=50ms";
        this.context = EmulatorsApplication.start(all);
        this.client = WebTestClient.bindToServer()
                .baseUrl(url())
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }

    public String url() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    /// Settings of the support mailbox.
    public String mailbox(String host, String password) {
        MailServer mail = context.getBean(MailServer.class);
        return """
                {"address": "support@acme.test", "displayName": "Acme Support", "password": "%s",
                 "imap": {"host": "%s", "port": %d, "security": "none"},
                 "smtp": {"host": "%s", "port": %d, "security": "none"}, "replyTo": "support@acme.test"}""".formatted(password, host, mail.imapPort(), host, mail.smtpPort());
    }

    public String ses() {
        return """
                {"address": "help@acme.test", "topicArn": "arn:aws:sns:us-east-1:000000000000:demo-mail",
                 "smtp": {"host": "127.0.0.1", "port": %d, "security": "none"},
                 "username": "help@acme.test", "password": "demo-mail"}""".formatted(context.getBean(MailServer.class).smtpPort());
    }

    public String graphUrl() {
        return url() + "/graph";
    }

    public void fault(String mode, int times) {
        fault("whatsapp", mode, times);
    }

    public void fault(String provider, String mode, int times) {
        client.post()
                .uri("/_fault")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"provider\":\"%s\",\"mode\":\"%s\",\"times\":%d}".formatted(provider, mode, times))
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    /// Plays a customer.
    public WebTestClient.ResponseSpec play(String provider, String json) {
        return client.post()
                .uri("/_play/" + provider)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(json)
                .exchange();
    }

    public List<Sent> sent() {
        return sent("whatsapp");
    }

    public List<Sent> sent(String provider) {
        return client.get()
                .uri("/_sent?provider=" + provider)
                .exchange()
                .expectBodyList(Sent.class)
                .returnResult()
                .getResponseBody();
    }

    public List<Sent> sentTo(String number) {
        return sent().stream().filter(sent -> sent.to().equals(number)).toList();
    }

    public void forget() {
        client.delete().uri("/_sent").exchange().expectStatus().isNoContent();
    }

    @Override
    public void close() {
        context.close();
    }
}
