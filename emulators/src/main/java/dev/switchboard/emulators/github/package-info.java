/// GitHub: OAuth, issues, webhooks.
@NullMarked
package dev.switchboard.emulators.github;

import org.jspecify.annotations.NullMarked;
