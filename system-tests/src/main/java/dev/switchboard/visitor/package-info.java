/// A customer's widget on the plain socket, as the protocol's page describes it.
@NullMarked
package dev.switchboard.visitor;

import org.jspecify.annotations.NullMarked;
