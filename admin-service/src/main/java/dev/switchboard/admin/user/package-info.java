/// The people of an account, and their passwords.
@NullMarked
package dev.switchboard.admin.user;

import org.jspecify.annotations.NullMarked;
