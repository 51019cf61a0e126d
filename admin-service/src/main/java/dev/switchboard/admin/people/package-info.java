/// The people of an account, as its administrators manage them, in both dialects.
@NullMarked
package dev.switchboard.admin.people;

import org.jspecify.annotations.NullMarked;
