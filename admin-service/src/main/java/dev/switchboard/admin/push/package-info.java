/// Tells people's browsers, even closed ones, through their push services: encrypted for the browser alone (RFC 8291)
/// and under the installation's own key (RFC 8292).
@NullMarked
package dev.switchboard.admin.push;

import org.jspecify.annotations.NullMarked;
