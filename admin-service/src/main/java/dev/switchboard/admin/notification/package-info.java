/// What people of the desk are told by mail, because they asked for it.
@NullMarked
package dev.switchboard.admin.notification;

import org.jspecify.annotations.NullMarked;
