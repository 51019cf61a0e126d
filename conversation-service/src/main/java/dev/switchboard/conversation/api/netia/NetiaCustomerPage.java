package dev.switchboard.conversation.api.netia;

import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// A numbered page of a list.
///
/// @param totalEntries counted up to 10,000
@JsonNaming(SnakeCaseStrategy.class)
record NetiaCustomerPage(List<NetiaCustomer> data, int pageNumber, int pageSize, long totalPages, long totalEntries) {
    static NetiaCustomerPage of(List<NetiaCustomer> data, int number, int size, long total) {
        return new NetiaCustomerPage(data, number, size, Math.ceilDiv(total, size), total);
    }
}
