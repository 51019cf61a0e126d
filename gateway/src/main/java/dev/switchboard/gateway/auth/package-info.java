/// Who is asking: every kind of credential becomes one caller, and a token that the services accept.
@NullMarked
package dev.switchboard.gateway.auth;

import org.jspecify.annotations.NullMarked;
