/// Open connections: handshake, bounds, heartbeats, and what all three protocols share.
@NullMarked
package dev.switchboard.gateway.socket;

import org.jspecify.annotations.NullMarked;
