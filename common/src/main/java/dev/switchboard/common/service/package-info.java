/// How a service starts, which parts of Spring it takes, and the HTTP manners that all services share.
@NullMarked
package dev.switchboard.common.service;

import org.jspecify.annotations.NullMarked;
