/// Single sign-on: an issuer outside (OpenID Connect) says who somebody is.
@NullMarked
package dev.switchboard.admin.signon;

import org.jspecify.annotations.NullMarked;
