/// Meta's WhatsApp Cloud API: the Graph API that takes messages, and the webhooks that tell of them.
@NullMarked
package dev.switchboard.emulators.whatsapp;

import org.jspecify.annotations.NullMarked;
