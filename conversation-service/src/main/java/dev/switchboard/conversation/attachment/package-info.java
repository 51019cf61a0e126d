/// Files beside messages: uploaded, attached once, served safely, and erased with what holds them.
@NullMarked
package dev.switchboard.conversation.attachment;

import org.jspecify.annotations.NullMarked;
