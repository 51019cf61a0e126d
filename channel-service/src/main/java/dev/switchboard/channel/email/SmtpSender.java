package dev.switchboard.channel.email;

import dev.switchboard.channel.channel.Delivery;
import dev.switchboard.channel.mail.ComposeMail.Composed;
import dev.switchboard.common.egress.EgressRefused;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Hands mails to a mailbox's SMTP server. What the server answers is certain; a dialogue that breaks off after it has
/// begun is not.
@Component
public class SmtpSender {
    /// Where a mail is handed over, and as whom.
    public record Account(MailServer server, String user, String password) {
        @Override
        public String toString() {
            return "Account[server=" + server + "]";
        }
    }

    private final MailServers servers;

    SmtpSender(MailServers servers) {
        this.servers = servers;
    }

    /// One attempt. A `Sent` has the server's last words as its request id.
    public Mono<Delivery> send(Account account, Composed mail) {
        return Mono.fromCallable(() -> hand(account, mail)).subscribeOn(servers.threads());
    }

    private Delivery hand(Account account, Composed mail) {
        MailServer server = account.server();
        Session session = servers.session("smtp", server);
        boolean connected = false;
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(server.host(), server.port(), account.user(), account.password());
            connected = true;
            MimeMessage message = new MimeMessage(session, new ByteArrayInputStream(mail.raw()));
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(mail.to())});
            return new Delivery.Sent(mail.messageId(), lastWords(transport));
        } catch (EgressRefused e) {
            return new Delivery.Failed(MailServers.inWords(e), "connect the mailbox again");
        } catch (AuthenticationFailedException e) {
            return new Delivery.Failed(MailServers.inWords(e), "connect the mailbox again");
        } catch (MessagingException e) {
            Delivery answered = answered(e);
            if (answered != null) {
                return answered;
            }
            return connected
                    ? new Delivery.Unknown("The answer of the mail server was lost")
                    : new Delivery.Postponed(MailServers.inWords(e), true, null);
        }
    }

    private static @Nullable String lastWords(Transport transport) {
        String said = transport instanceof SMTPTransport smtp ? smtp.getLastServerResponse() : null;
        return said == null
                ? null
                : said.strip().substring(0, Math.min(said.strip().length(), 200));
    }

    /// By the server's own code; nothing where it gave none.
    private static @Nullable Delivery answered(MessagingException error) {
        for (Exception cause = error; cause != null; cause = next(cause)) {
            int code = switch (cause) {
                case SMTPAddressFailedException failed -> failed.getReturnCode();
                case SMTPSenderFailedException failed -> failed.getReturnCode();
                case SMTPSendFailedException failed -> failed.getReturnCode();
                case Exception _ -> -1;
            };
            if (code >= 500) {
                return cause instanceof SMTPAddressFailedException
                        ? new Delivery.Failed("The mail server refuses the customer's address", "check the address")
                        : new Delivery.Failed("The mail server refuses the mail" + said(cause));
            }
            if (code >= 400) {
                return new Delivery.Postponed("The mail server takes no mail now", true, null);
            }
        }
        return null;
    }

    private static String said(Exception cause) {
        String said = cause.getMessage() == null
                ? ""
                : cause.getMessage().replaceAll("[\\p{Cntrl}#\\s]+", " ").strip();
        return said.isEmpty() ? "" : ": " + said.substring(0, Math.min(said.length(), 200));
    }

    private static @Nullable Exception next(Exception error) {
        return error instanceof MessagingException messaging ? messaging.getNextException() : null;
    }
}
