/// API keys: known by their hash.
@NullMarked
package dev.switchboard.admin.key;

import org.jspecify.annotations.NullMarked;
