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
import dev.switchboard.emulators.fault.Faults;
import dev.switchboard.emulators.sent.Outgoing;
import dev.switchboard.emulators.sent.Sent;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Takes mail for everybody. The support mailbox is the demo tenant's own: what is written to it waits there, to be
/// read over IMAP. Everybody else is somebody to whom Switchboard writes: such a mail is listed under `/_sent` too, as
/// `email` where the support mailbox sent it and as `mail` where Switchboard itself did, and
/// its mailbox opens with the address as user and as password.
@Component
public class MailServer implements SmartLifecycle {
    private static final String LOOPBACK = "127.0.0.1";

    private final EmulatorSettings.Mail settings;
    private final EmulatorSettings.Ses ses;
    private final int kept;
    private final Outgoing outgoing;
    private final GreenMail greenMail;
    private final SmtpDoor door;

    MailServer(EmulatorSettings settings, Outgoing outgoing, Faults faults) {
        this.settings = settings.mail();
        this.ses = settings.ses();
        this.kept = settings.kept();
        this.outgoing = outgoing;
        this.door = new SmtpDoor(settings.mail().smtpPort(), faults, settings.hang());
        this.greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, LOOPBACK, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(this.settings.imapPort(), LOOPBACK, ServerSetup.PROTOCOL_IMAP)
        });
    }

    public int smtpPort() {
        return door.port();
    }

    public int imapPort() {
        ImapServer imap = greenMail.getImap();
        return imap.getPort();
    }

    /// Puts a mail into the mailbox of a recipient, as another server would.
    void bring(MimeMessage mail, String to) throws MessagingException {
        try {
            GreenMailUser user = mailbox(to);
            makeRoom(user);
            user.deliver(mail);
        } catch (UserException e) {
            throw new MessagingException("there is no such mailbox", e);
        }
    }

    @Override
    public void start() {
        greenMail.start();
        SmtpServer smtp = greenMail.getSmtp();
        door.open(smtp.getPort());
        GreenMailUser support = greenMail.setUser(settings.address(), settings.address(), settings.password());
        GreenMailUser _ = greenMail.setUser(ses.address(), ses.address(), ses.password());
        greenMail.getUserManager().setMessageDeliveryHandler((message, address) -> {
            GreenMailUser user = mailbox(address.getEmail());
            if (!user.getEmail().equalsIgnoreCase(support.getEmail())) {
                remember(user.getEmail(), message.getMessage());
            }
            makeRoom(user);
            return user;
        });
    }

    /// What stands after a plus in an address is the reader's own business.
    private GreenMailUser mailbox(String plusAddress) throws UserException {
        String address = plusAddress.replaceFirst("\\+[^@]*@", "@").toLowerCase(Locale.ROOT);
        GreenMailUser known = greenMail.getUserManager().getUserByEmail(address);
        return known == null ? greenMail.getUserManager().createUser(address, address, address) : known;
    }

    private void remember(String to, MimeMessage message) throws MessagingException {
        try {
            outgoing.add(new Sent(
                    sender(message),
                    to,
                    PlainText.of(message).replace("\r\n", "\n").strip(),
                    String.valueOf(message.getMessageID()),
                    Instant.now(),
                    message.getSubject(),
                    message.getHeader("In-Reply-To", " "),
                    List.of()));
        } catch (IOException e) {
            throw new MessagingException("the mail cannot be read", e);
        }
    }

    private String sender(MimeMessage message) throws MessagingException {
        String from = String.valueOf(message.getHeader("From", " "));
        if (from.contains(ses.address())) {
            return "ses";
        }
        return from.contains(settings.address()) ? "email" : "mail";
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
        door.close();
        greenMail.stop();
    }

    @Override
    public boolean isRunning() {
        return greenMail.isRunning();
    }
}
