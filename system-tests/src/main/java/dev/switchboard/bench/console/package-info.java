/// What an agent waits for in the console, in the machine's own Chromium.
@NullMarked
package dev.switchboard.bench.console;

import org.jspecify.annotations.NullMarked;
