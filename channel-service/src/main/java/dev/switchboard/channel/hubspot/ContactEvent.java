package dev.switchboard.channel.hubspot;

import org.jspecify.annotations.Nullable;

/// What HubSpot tells of an object. Events come in any order and more than once: they say which contact to read, and
/// nothing else is taken from them.
///
/// @param subscriptionType like `contact.propertyChange`, or `object.propertyChange` with an `objectTypeId`
/// @param sourceId the application that made a change, where one did
record ContactEvent(
        @Nullable Long portalId,
        @Nullable Long objectId,
        @Nullable Long appId,
        @Nullable String subscriptionType,
        @Nullable String objectTypeId,
        @Nullable String changeSource,
        @Nullable String sourceId) {
    private static final String CONTACT = "0-1";

    boolean concernsContact() {
        return portalId != null
                && objectId != null
                && subscriptionType != null
                && (subscriptionType.startsWith("contact.")
                        || subscriptionType.startsWith("object.") && CONTACT.equals(objectTypeId));
    }

    /// Whether our own application made the change: it needs no reading.
    boolean isOurs() {
        return "INTEGRATION".equals(changeSource)
                && appId != null
                && appId.toString().equals(sourceId);
    }
}
