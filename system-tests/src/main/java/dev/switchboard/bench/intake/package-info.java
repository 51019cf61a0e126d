/// How many signed webhooks a second are taken and durable.
@NullMarked
package dev.switchboard.bench.intake;

import org.jspecify.annotations.NullMarked;
