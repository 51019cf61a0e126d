package dev.switchboard.conversation;

import dev.switchboard.common.contract.ConversationUpdated;
import dev.switchboard.common.contract.CustomerReported;
import dev.switchboard.common.contract.DeliveryUpdated;
import dev.switchboard.common.contract.HandoverRequested;
import dev.switchboard.common.contract.IntegrationActed;
import dev.switchboard.common.contract.MessageCreated;
import dev.switchboard.common.contract.MessageReceived;
import dev.switchboard.common.contract.ReplyProposed;
import dev.switchboard.common.messaging.FactConsumers;
import dev.switchboard.conversation.assignment.RecordHandOvers;
import dev.switchboard.conversation.automation.FollowConversations;
import dev.switchboard.conversation.automation.FollowMessages;
import dev.switchboard.conversation.intake.RecordReceived;
import dev.switchboard.conversation.integration.RecordActs;
import dev.switchboard.conversation.integration.RecordReports;
import dev.switchboard.conversation.message.RecordDeliveries;
import dev.switchboard.conversation.message.RecordReplies;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/// The topics that this service consumes, each polled batch in one transaction.
@Configuration(proxyBeanMethods = false)
class ConversationConsumers {
    @Bean
    Consumer<Message<List<byte[]>>> received(FactConsumers consumers, RecordReceived received) {
        return consumers.inBatches("received", MessageReceived.class, received::record);
    }

    @Bean
    Consumer<Message<List<byte[]>>> replies(FactConsumers consumers, RecordReplies replies) {
        return consumers.inBatches("replies", ReplyProposed.class, replies::record);
    }

    @Bean
    Consumer<Message<List<byte[]>>> handovers(FactConsumers consumers, RecordHandOvers handOvers) {
        return consumers.inBatches("handovers", HandoverRequested.class, handOvers::record);
    }

    @Bean
    Consumer<Message<List<byte[]>>> deskmessages(FactConsumers consumers, FollowMessages messages) {
        return consumers.inBatches("deskmessages", MessageCreated.class, messages::concerns, messages::follow);
    }

    @Bean
    Consumer<Message<List<byte[]>>> deskconversations(FactConsumers consumers, FollowConversations conversations) {
        return consumers.inBatches(
                "deskconversations", ConversationUpdated.class, conversations::concerns, conversations::follow);
    }

    @Bean
    Consumer<Message<List<byte[]>>> outsideacts(FactConsumers consumers, RecordActs acts) {
        return consumers.inBatches("outsideacts", IntegrationActed.class, acts::record);
    }

    @Bean
    Consumer<Message<List<byte[]>>> customerreports(FactConsumers consumers, RecordReports reports) {
        return consumers.oneByOne("customerreports", CustomerReported.class, reports::record);
    }

    @Bean
    Consumer<Message<List<byte[]>>> deliveries(FactConsumers consumers, RecordDeliveries deliveries) {
        return consumers.inBatches("deliveries", DeliveryUpdated.class, deliveries::record);
    }
}
