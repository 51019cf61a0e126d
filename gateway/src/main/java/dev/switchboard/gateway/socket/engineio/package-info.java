/// Engine.IO 4: sessions over long-polling and WebSocket, and the change from one to the other.
@NullMarked
package dev.switchboard.gateway.socket.engineio;

import org.jspecify.annotations.NullMarked;
