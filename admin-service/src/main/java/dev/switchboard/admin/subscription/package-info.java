/// Outgoing webhooks: who is told of what, at which address, under which secret.
@NullMarked
package dev.switchboard.admin.subscription;

import org.jspecify.annotations.NullMarked;
