/// What this service knows of accounts: their inboxes and their people, read from `account.updated`.
@NullMarked
package dev.switchboard.conversation.account;

import org.jspecify.annotations.NullMarked;
