/// Google: consent with PKCE, tokens, and Gmail's API over one mailbox.
@NullMarked
package dev.switchboard.emulators.google;

import org.jspecify.annotations.NullMarked;
