/// Accounts, their people, keys and inboxes; logins; and what the numbers say.
@NullMarked
package dev.switchboard.admin;

import org.jspecify.annotations.NullMarked;
