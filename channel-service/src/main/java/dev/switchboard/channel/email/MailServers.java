package dev.switchboard.channel.email;

import dev.switchboard.channel.mail.MailSession;
import dev.switchboard.common.egress.EgressRefused;
import dev.switchboard.common.egress.EgressTargets;
import jakarta.annotation.PreDestroy;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Connections to mail servers: guarded, with time-outs, and on threads of their own because they block.
@Component
class MailServers {
    private static final Set<Integer> PORTS = Set.of(25, 143, 465, 587, 993, 2525);
    private static final int QUEUE = 1000;

    /// @param timeout for the connection, and for each step of a dialogue with a server
    /// @param threads dialogues at once; more wait, up to a thousand
    @ConfigurationProperties("switchboard.mail.servers")
    record Settings(
            @DefaultValue("10s") Duration timeout,
            @DefaultValue("8") int threads) {}

    private final EgressTargets targets;
    private final Settings settings;
    private final Scheduler threads;

    MailServers(EgressTargets targets, Settings settings) {
        this.targets = targets;
        this.settings = settings;
        this.threads = Schedulers.newBoundedElastic(settings.threads(), QUEUE, "mail-servers");
    }

    Scheduler threads() {
        return threads;
    }

    /// @param protocol `imap` or `smtp`
    Session session(String protocol, MailServer server) {
        String prefix = "mail." + protocol + ".";
        String millis = Long.toString(settings.timeout().toMillis());
        Properties properties = MailSession.properties();
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
        properties.setProperty(prefix + "writetimeout", millis);
        properties.setProperty(prefix + "ssl.enable", Boolean.toString(server.implicit()));
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        boolean startTls = !server.implicit() && !server.open();
        properties.setProperty(prefix + "starttls.enable", Boolean.toString(startTls));
        // a password never goes over a line that anybody can read
        properties.setProperty(prefix + "starttls.required", Boolean.toString(startTls));
        properties.put(prefix + "socketFactory", new GuardedSockets(targets, server.open() ? Set.of() : PORTS));
        properties.setProperty(prefix + "socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.auth", "true");
        properties.setProperty("mail.imap.partialfetch", "true");
        properties.setProperty("mail.imap.fetchsize", "262144");
        return Session.getInstance(properties);
    }

    /// What went wrong, in words for whoever set the mailbox up.
    static String inWords(Throwable error) {
        for (Throwable cause = error; cause != null; cause = next(cause)) {
            switch (cause) {
                case EgressRefused refused -> {
                    return "The address of the server " + refused.what();
                }
                case AuthenticationFailedException _ -> {
                    return "The server does not accept the name or the password";
                }
                case UnknownHostException _ -> {
                    return "The server's name is not known";
                }
                case SocketTimeoutException _ -> {
                    return "The server does not answer in time";
                }
                case ConnectException _ -> {
                    return "The server cannot be reached";
                }
                case SSLException _ -> {
                    return "The server's certificate or TLS version is not accepted";
                }
                default -> {}
            }
        }
        return "The server broke the dialogue off";
    }

    private static @Nullable Throwable next(Throwable error) {
        return error instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : error.getCause();
    }

    @PreDestroy
    void stop() {
        threads.dispose();
    }
}
