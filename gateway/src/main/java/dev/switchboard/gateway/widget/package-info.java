/// What a widget asks for before it opens a socket.
@NullMarked
package dev.switchboard.gateway.widget;

import org.jspecify.annotations.NullMarked;
