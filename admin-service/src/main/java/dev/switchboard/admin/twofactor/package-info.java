/// The second factor of a login: time-based codes (RFC 6238) and recovery codes.
@NullMarked
package dev.switchboard.admin.twofactor;

import org.jspecify.annotations.NullMarked;
