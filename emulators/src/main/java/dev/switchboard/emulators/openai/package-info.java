/// OpenAI's API, as far as Switchboard calls it.
@NullMarked
package dev.switchboard.emulators.openai;

import org.jspecify.annotations.NullMarked;
