/// How much one caller or address may ask for.
@NullMarked
package dev.switchboard.gateway.ratelimit;

import org.jspecify.annotations.NullMarked;
