/// Refusals in the words of each wire: four dialects and the shared form.
@NullMarked
package dev.switchboard.gateway.problem;

import org.jspecify.annotations.NullMarked;
