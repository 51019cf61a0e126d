/// What a visitor or an agent does on a connection, whatever the protocol.
@NullMarked
package dev.switchboard.gateway.participant;

import org.jspecify.annotations.NullMarked;
