/// The Phoenix Channels protocol of `/socket/websocket`.
@NullMarked
package dev.switchboard.gateway.socket.phoenix;

import org.jspecify.annotations.NullMarked;
