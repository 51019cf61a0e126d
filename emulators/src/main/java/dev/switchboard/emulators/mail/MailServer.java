package dev.switchboard.emulators.mail;

import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.switchboard.emulators.EmulatorSettings;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Takes mail for everybody. The support mailbox is the demo tenant's own: what is written to it waits there, to be
/// read over IMAP. Everybody else is somebody to whom Switchboard writes: such a mail is listed under `/_sent` too, and
/// its mailbox opens with the address as user and as password.
@Component
public class MailServer implements SmartLifecycle {
    private static final String LOOPBACK = "127.0.0.1";

    private final EmulatorSettings.Mail settings;
    private final int kept;
    private final Outgoing outgoing;
    private final GreenMail greenMail;

    MailServer(EmulatorSettings settings, Outgoing outgoing) {
        this.settings = settings.mail();
        this.kept = settings.kept();
        this.outgoing = outgoing;
        this.greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(this.settings.smtpPort(), LOOPBACK, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(this.settings.imapPort(), LOOPBACK, ServerSetup.PROTOCOL_IMAP)
        });
    }

    public int smtpPort() {
        SmtpServer smtp = greenMail.getSmtp();
        return smtp.getPort();
    }

    public int imapPort() {
        ImapServer imap = greenMail.getImap();
        return imap.getPort();
    }

    @Override
    public void start() {
        greenMail.start();
        GreenMailUser support = greenMail.setUser(settings.address(), settings.address(), settings.password());
        greenMail.getUserManager().setMessageDeliveryHandler((message, address) -> {
            GreenMailUser user = mailbox(address.getEmail());
            if (!user.getEmail().equalsIgnoreCase(support.getEmail())) {
                remember(user.getEmail(), message.getMessage());
            }
            makeRoom(user);
            return user;
        });
    }

    private GreenMailUser mailbox(String address) throws UserException {
        GreenMailUser known = greenMail.getUserManager().getUserByEmail(address);
        return known == null ? greenMail.getUserManager().createUser(address, address, address) : known;
    }

    private void remember(String to, MimeMessage message) throws MessagingException {
        try {
            outgoing.add(new Sent(
                    "mail",
                    to,
                    PlainText.of(message),
                    String.valueOf(message.getMessageID()),
                    Instant.now(),
                    message.getSubject()));
        } catch (IOException e) {
            throw new MessagingException("the mail cannot be read", e);
        }
    }

    /// A full mailbox forgets its mail.
    private void makeRoom(GreenMailUser user) throws MessagingException {
        try {
            MailFolder inbox = greenMail.getManagers().getImapHostManager().getInbox(user);
            if (inbox.getMessageCount() >= kept) {
                inbox.deleteAllMessages();
            }
        } catch (FolderException e) {
            throw new MessagingException("the mailbox cannot be opened", e);
        }
    }

    @Override
    public void stop() {
        greenMail.stop();
    }

    @Override
    public boolean isRunning() {
        return greenMail.isRunning();
    }
}
