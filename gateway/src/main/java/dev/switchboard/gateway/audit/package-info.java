/// What only the edge sees of an act: the client's address, refusals, and keys that come from somewhere new.
@NullMarked
package dev.switchboard.gateway.audit;

import org.jspecify.annotations.NullMarked;
