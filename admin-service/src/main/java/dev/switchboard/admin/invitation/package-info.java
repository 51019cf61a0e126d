/// Invitations: how somebody joins an account that exists.
@NullMarked
package dev.switchboard.admin.invitation;

import org.jspecify.annotations.NullMarked;
