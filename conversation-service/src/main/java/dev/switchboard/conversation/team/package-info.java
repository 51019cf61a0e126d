/// Teams: who of the desk works together.
@NullMarked
package dev.switchboard.conversation.team;

import org.jspecify.annotations.NullMarked;
