/// Keys and encryption at rest, all from one `SECRET_KEY_BASE`.
@NullMarked
package dev.switchboard.common.secret;

import org.jspecify.annotations.NullMarked;
