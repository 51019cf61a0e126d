/// Amoiq's web chat over HTTP, on the one domain.
@NullMarked
package dev.switchboard.conversation.api.amoiq;

import org.jspecify.annotations.NullMarked;
