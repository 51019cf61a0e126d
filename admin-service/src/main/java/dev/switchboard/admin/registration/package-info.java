/// How somebody comes in: with a new company, or by an invitation.
@NullMarked
package dev.switchboard.admin.registration;

import org.jspecify.annotations.NullMarked;
