/// What each service does when a customer is erased or conversations expire.
@NullMarked
package dev.switchboard.common.erasure;

import org.jspecify.annotations.NullMarked;
