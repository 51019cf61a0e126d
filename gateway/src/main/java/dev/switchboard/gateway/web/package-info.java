/// The documents that browsers and API users read: one OpenAPI description of all that the gateway's port answers.
@NullMarked
package dev.switchboard.gateway.web;

import org.jspecify.annotations.NullMarked;
