/// What Meta does one way for all of its channels: signatures, the proof of an address, error codes.
@NullMarked
package dev.switchboard.channel.meta;

import org.jspecify.annotations.NullMarked;
