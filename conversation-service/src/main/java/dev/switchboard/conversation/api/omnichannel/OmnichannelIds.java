package dev.switchboard.conversation.api.omnichannel;

import dev.switchboard.common.problem.Problem;
import dev.switchboard.conversation.publicid.PublicId;
import java.util.UUID;

/// Ids in paths: what is no id at all is not found, as an absent or a foreign one.
final class OmnichannelIds {
    private OmnichannelIds() {}

    static UUID ticket(String text) {
        return PublicId.TICKET.parse(text).orElseThrow(OmnichannelIds::noTicket);
    }

    static UUID customer(String text) {
        return PublicId.CUSTOMER.parse(text).orElseThrow(OmnichannelIds::noCustomer);
    }

    static Problem noTicket() {
        return Problem.notFound("Ticket");
    }

    static Problem noCustomer() {
        return Problem.notFound("Customer");
    }
}
