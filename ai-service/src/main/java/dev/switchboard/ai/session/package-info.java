/// The synchronous call: a message in, the reply out.
@NullMarked
package dev.switchboard.ai.session;

import org.jspecify.annotations.NullMarked;
