/// Whether the suite lives and whether this gateway may get traffic.
@NullMarked
package dev.switchboard.gateway.health;

import org.jspecify.annotations.NullMarked;
