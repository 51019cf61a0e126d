/// A service of one controller and one consumer, for the tests of the tests.
@NullMarked
package dev.switchboard.testing.echo;

import org.jspecify.annotations.NullMarked;
