/// Socket.IO 4 with the events of the Amoiq widget API.
@NullMarked
package dev.switchboard.gateway.socket.socketio;

import org.jspecify.annotations.NullMarked;
