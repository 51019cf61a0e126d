/// Logging in, staying logged in, logging out.
@NullMarked
package dev.switchboard.admin.session;

import org.jspecify.annotations.NullMarked;
