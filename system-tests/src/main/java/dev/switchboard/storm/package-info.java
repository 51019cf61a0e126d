/// Events of all providers, doubled and out of order, while the service that takes them dies.
@NullMarked
package dev.switchboard.storm;

import org.jspecify.annotations.NullMarked;
