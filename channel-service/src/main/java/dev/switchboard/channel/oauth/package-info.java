/// Agreements with providers in the browser: what is begun by somebody is ended by the same, once and in time.
@NullMarked
package dev.switchboard.channel.oauth;

import org.jspecify.annotations.NullMarked;
