/// What people do to conversations from tools beside Switchboard.
@NullMarked
package dev.switchboard.conversation.integration;

import org.jspecify.annotations.NullMarked;
