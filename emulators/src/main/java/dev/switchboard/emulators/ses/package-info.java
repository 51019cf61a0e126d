/// Amazon SES as far as it tells through SNS.
@NullMarked
package dev.switchboard.emulators.ses;

import org.jspecify.annotations.NullMarked;
