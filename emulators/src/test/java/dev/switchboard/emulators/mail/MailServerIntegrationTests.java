package dev.switchboard.emulators.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.emulators.EmulatorsApplication;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

class MailServerIntegrationTests {
    private static ConfigurableApplicationContext emulators;
    private static MailServer server;
    private static Session session;

    @BeforeAll
    static void start() {
        emulators = EmulatorsApplication.start("server.port=0");
        server = emulators.getBean(MailServer.class);
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(server.smtpPort()));
        session = Session.getInstance(properties);
    }

    @AfterAll
    static void stop() {
        emulators.close();
    }

    @Test
    void whatACustomerWritesWaitsInTheSupportMailbox() throws MessagingException {
        write("jane@example.com", "support@acme.test", "Broken parcel");
        assertThat(subjects("support@acme.test", "demo-mail")).containsExactly("Broken parcel");
        assertThat(sent()).doesNotContain("Broken parcel");
    }

    @Test
    void whatIsWrittenToAnybodyElseIsListedAndKept() throws MessagingException {
        write("support@acme.test", "omar@example.com", "Your parcel");
        assertThat(sent()).contains("\"subject\":\"Your parcel\"", "\"to\":\"omar@example.com\"", "Good day");
        assertThat(subjects("omar@example.com", "omar@example.com")).containsExactly("Your parcel");
    }

    private static void write(String from, String to, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject);
        message.setText("Good day");
        Transport.send(message);
    }

    private static List<String> subjects(String user, String password) throws MessagingException {
        try (Store store = session.getStore("imap")) {
            store.connect("127.0.0.1", server.imapPort(), user, password);
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            return Stream.of(inbox.getMessages())
                    .map(MailServerIntegrationTests::subject)
                    .toList();
        }
    }

    private static String subject(Message message) {
        try {
            return message.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sent() {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + emulators.getEnvironment().getProperty("local.server.port"))
                .build()
                .get()
                .uri("/_sent?provider=email")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }
}
