package dev.switchboard.channel.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;

/// How mails are read and written where no server is involved.
public final class MailSession {
    public static final Session LOCAL = Session.getInstance(properties());

    private MailSession() {}

    /// Lenient towards what others write.
    public static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");
        properties.setProperty("mail.mime.address.strict", "false");
        properties.setProperty("mail.mime.decodetext.strict", "false");
        properties.setProperty("mail.mime.base64.ignoreerrors", "true");
        properties.setProperty("mail.mime.multipart.allowempty", "true");
        return properties;
    }

    /// A mail to write. It keeps its Message-ID; `MimeMessage` would make a new one whenever it is saved.
    static MimeMessage blank(String messageId) {
        return new MimeMessage(LOCAL) {
            @Override
            protected void updateMessageID() throws jakarta.mail.MessagingException {
                setHeader("Message-ID", "<" + messageId + ">");
            }
        };
    }
}
