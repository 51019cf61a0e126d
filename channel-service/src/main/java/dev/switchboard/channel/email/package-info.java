/// Mailboxes that are read over IMAP and written from over SMTP.
@NullMarked
package dev.switchboard.channel.email;

import org.jspecify.annotations.NullMarked;
