/// HubSpot: OAuth, contacts, webhooks.
@NullMarked
package dev.switchboard.emulators.hubspot;

import org.jspecify.annotations.NullMarked;
