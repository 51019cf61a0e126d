/// Backups of a running installation, and new installations made of them.
@NullMarked
package dev.switchboard.standalone.backup;

import org.jspecify.annotations.NullMarked;
