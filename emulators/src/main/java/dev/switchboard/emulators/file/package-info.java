/// Files that customers send, kept by the providers for a while.
@NullMarked
package dev.switchboard.emulators.file;

import org.jspecify.annotations.NullMarked;
