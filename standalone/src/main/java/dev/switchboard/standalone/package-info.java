/// The whole suite with one command: servers, services, emulators and the demo tenant, in one JVM or in several.
@NullMarked
package dev.switchboard.standalone;

import org.jspecify.annotations.NullMarked;
