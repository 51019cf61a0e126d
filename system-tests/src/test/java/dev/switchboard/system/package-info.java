/// The running suite, driven from outside as its users and operators do.
@NullMarked
package dev.switchboard.system;

import org.jspecify.annotations.NullMarked;
