/// An installed suite as its operator sees it: a data folder, a set of ports, the launcher's commands.
@NullMarked
package dev.switchboard.suite;

import org.jspecify.annotations.NullMarked;
