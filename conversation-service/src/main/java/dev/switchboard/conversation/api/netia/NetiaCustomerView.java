package dev.switchboard.conversation.api.netia;

import dev.switchboard.conversation.customer.Customer;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/// One object for Netia and Omnichannel, which share the path.
@JsonNaming(SnakeCaseStrategy.class)
record NetiaCustomerView(NetiaCustomer data, String customerId, String status) {
    static NetiaCustomerView of(Customer customer) {
        return new NetiaCustomerView(
                NetiaCustomer.forDesk(customer),
                NetiaCustomerIds.shared(customer.id()),
                customer.status().wire());
    }
}
