/// GitHub: issues that are linked to conversations, and what becomes of them as notes.
@NullMarked
package dev.switchboard.channel.github;

import org.jspecify.annotations.NullMarked;
