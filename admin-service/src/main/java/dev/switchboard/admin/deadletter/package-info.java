/// Facts that no consumer could take: to be looked at, tried again, or given up.
@NullMarked
package dev.switchboard.admin.deadletter;

import org.jspecify.annotations.NullMarked;
