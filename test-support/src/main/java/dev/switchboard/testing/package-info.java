/// What every module's tests stand on: real servers, a running service, facts in and out, and the house rules.
@NullMarked
package dev.switchboard.testing;

import org.jspecify.annotations.NullMarked;
