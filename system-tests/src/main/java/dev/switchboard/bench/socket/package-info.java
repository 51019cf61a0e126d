/// Measures the gateway's sockets beside a Socket.IO server on Node.js that does the same work.
@NullMarked
package dev.switchboard.bench.socket;

import org.jspecify.annotations.NullMarked;
