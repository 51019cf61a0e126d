/// Mail to the people of an account: queued with what it tells of, sent by workers.
@NullMarked
package dev.switchboard.admin.mail;

import org.jspecify.annotations.NullMarked;
