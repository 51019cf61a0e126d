/// A new password for who has lost the old one.
@NullMarked
package dev.switchboard.admin.passwordreset;

import org.jspecify.annotations.NullMarked;
