/// Who is asking: one caller type, and the short-lived token in which the gateway hands it to a service.
@NullMarked
package dev.switchboard.common.identity;

import org.jspecify.annotations.NullMarked;
