/// Which path belongs to which service, dialect and rate policy.
@NullMarked
package dev.switchboard.gateway.route;

import org.jspecify.annotations.NullMarked;
