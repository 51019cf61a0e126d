package dev.switchboard.gateway.participant;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param longestText UTF-8 bytes of a customer's text; a longer one is refused
/// @param unacknowledged messages of one visitor's connection that wait for their acknowledgement; more are refused
/// @param unrecorded messages of visitors on all connections of a replica that wait likewise; more are refused at once,
///     and are meant to be sent again
/// @param ackTimeout after this time a message's fate is unknown and its sender repeats it
/// @param publishTimeout after this time without Kafka's confirmation a message's fate is unknown likewise
/// @param publishing facts on their way to Kafka from all connections; more are refused
/// @param answerTimeout how long conversation-service may take to record what an agent does
@ConfigurationProperties("switchboard.participant")
public record ParticipantSettings(
        @DefaultValue("32KB") DataSize longestText,
        @DefaultValue("64") int unacknowledged,
        @DefaultValue("5000") int unrecorded,
        @DefaultValue("10s") Duration ackTimeout,
        @DefaultValue("1500ms") Duration publishTimeout,
        @DefaultValue("10000") int publishing,
        @DefaultValue("10s") Duration answerTimeout) {}
