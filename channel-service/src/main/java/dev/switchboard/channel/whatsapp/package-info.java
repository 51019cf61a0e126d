/// WhatsApp over Meta's Cloud API.
@NullMarked
package dev.switchboard.channel.whatsapp;

import org.jspecify.annotations.NullMarked;
