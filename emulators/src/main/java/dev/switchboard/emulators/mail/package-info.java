/// A mail provider: SMTP to send, IMAP to read.
@NullMarked
package dev.switchboard.emulators.mail;

import org.jspecify.annotations.NullMarked;
