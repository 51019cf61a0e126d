package dev.switchboard.admin.mail;

import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Speaks SMTP, on threads of its own because that blocks.
@Component
class SmtpClient {
    private static final int IMPLICIT_TLS = 465;
    private static final int QUEUE = 100;

    private final MailSettings settings;
    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final Scheduler threads;

    SmtpClient(MailSettings settings) {
        this.settings = settings;
        this.threads = Schedulers.newBoundedElastic(settings.workers(), QUEUE, "smtp");
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        boolean known = !settings.username().isEmpty();
        if (known) {
            sender.setUsername(settings.username());
            sender.setPassword(settings.password());
        }
        sender.setJavaMailProperties(properties(settings, known));
    }

    private static Properties properties(MailSettings settings, boolean known) {
        String millis = Long.toString(settings.timeout().toMillis());
        boolean implicit = settings.port() == IMPLICIT_TLS;
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(known));
        properties.setProperty("mail.smtp.connectiontimeout", millis);
        properties.setProperty("mail.smtp.timeout", millis);
        properties.setProperty("mail.smtp.writetimeout", millis);
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(implicit));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(!implicit));
        // a password never goes over a line that anybody can read
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(known && !implicit));
        return properties;
    }

    /// @throws MailRefused when it will never be taken
    /// @throws MailDelayed when it may be taken later
    Mono<Void> send(MailJob job) {
        if (settings.host().isEmpty()) {
            return Mono.error(new MailRefused("No mail server is set (SMTP_HOST)"));
        }
        return Mono.<Void>fromRunnable(() -> sender.send(message(job)))
                .subscribeOn(threads)
                .onErrorMap(MailException.class, SmtpClient::trouble);
    }

    /// The same id at each attempt, so that a reader's server can drop a second copy.
    private MimeMessage message(MailJob job) {
        Letter letter = job.letter();
        MimeMessage message = new StableMessage(sender.getSession(), job.id() + "@switchboard");
        try {
            MimeMessageHelper helper =
                    new MimeMessageHelper(message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, "UTF-8");
            helper.setFrom(settings.from());
            helper.setTo(letter.to());
            helper.setSubject(letter.subject());
            LetterBody body = new LetterBody(letter, settings.url());
            helper.setText(body.text(), body.html());
            message.setHeader("Auto-Submitted", "auto-generated");
            return message;
        } catch (MessagingException e) {
            throw new MailPreparationException("The address cannot be written to", e);
        }
    }

    private static RuntimeException trouble(MailException error) {
        if (error instanceof MailParseException || error instanceof MailPreparationException) {
            return new MailRefused("The address cannot be written to");
        }
        if (error instanceof MailSendException send) {
            for (Exception cause : send.getMessageExceptions()) {
                if (isFinal(cause)) {
                    return new MailRefused("The mail server refuses the address");
                }
            }
        }
        return new MailDelayed("The mail server does not take mail now");
    }

    private static boolean isFinal(Exception error) {
        for (Exception cause = error; cause != null; cause = next(cause)) {
            boolean refused = switch (cause) {
                case SMTPAddressFailedException failed -> failed.getReturnCode() >= 500;
                case SMTPSendFailedException failed -> failed.getReturnCode() >= 500;
                case AddressException _ -> true;
                case Exception _ -> false;
            };
            if (refused) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Exception next(Exception error) {
        return error instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    @PreDestroy
    void stop() {
        threads.dispose();
    }
}
