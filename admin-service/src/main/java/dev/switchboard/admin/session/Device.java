package dev.switchboard.admin.session;

import dev.switchboard.common.identity.Origin;
import org.jspecify.annotations.Nullable;

/// Where a login is used.
///
/// @param name what the client calls itself, at most 300 characters; empty where it says nothing
/// @param address as the gateway saw it; of an IPv6 client its network
record Device(String name, String address) {
    private static final int LONGEST = 300;

    static Device of(@Nullable Origin origin) {
        return origin == null ? new Device("", "") : new Device(text(origin.userAgent()), text(origin.address()));
    }

    private static String text(@Nullable String said) {
        String clean = said == null ? "" : said.replace("\0", "");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
