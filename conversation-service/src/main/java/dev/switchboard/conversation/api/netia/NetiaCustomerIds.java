package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.publicid.PublicId;
import java.util.UUID;

/// Customers' ids where Netia and Omnichannel share a path: a UUID, or Omnichannel's form of it.
final class NetiaCustomerIds {
    private NetiaCustomerIds() {}

    static UUID ofPath(String text) {
        return PublicId.CUSTOMER.parse(text).orElseThrow(NetiaIds::notFound);
    }

    static String shared(UUID id) {
        return PublicId.CUSTOMER.of(id);
    }
}
