/// Outside bots that hand their customers over to people.
@NullMarked
package dev.switchboard.conversation.chatbot;

import org.jspecify.annotations.NullMarked;
