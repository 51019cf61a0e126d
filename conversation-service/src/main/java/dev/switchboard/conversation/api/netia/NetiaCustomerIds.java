package dev.switchboard.conversation.api.netia;

import java.util.UUID;
import java.util.regex.Pattern;

/// Customers' ids where Netia and Omnichannel share a path: a UUID, or `cust_` with its digits.
final class NetiaCustomerIds {
    private static final String PREFIX = "cust_";
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{32}");

    private NetiaCustomerIds() {}

    static UUID ofPath(String text) {
        if (!text.startsWith(PREFIX)) {
            return NetiaIds.ofPath(text);
        }
        String digits = text.substring(PREFIX.length());
        if (!DIGITS.matcher(digits).matches()) {
            throw NetiaIds.notFound();
        }
        return new UUID(
                Long.parseUnsignedLong(digits.substring(0, 16), 16), Long.parseUnsignedLong(digits.substring(16), 16));
    }

    static String shared(UUID id) {
        return PREFIX + id.toString().replace("-", "");
    }
}
