/// HubSpot: contacts kept alike with customers.
@NullMarked
package dev.switchboard.channel.hubspot;

import org.jspecify.annotations.NullMarked;
