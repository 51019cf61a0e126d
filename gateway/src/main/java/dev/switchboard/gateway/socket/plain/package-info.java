/// The plain JSON protocol of `/ws`.
@NullMarked
package dev.switchboard.gateway.socket.plain;

import org.jspecify.annotations.NullMarked;
