package dev.switchboard.gateway.presence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param turn how long changes are gathered before they are told
/// @param beat how often a replica says that it lives
/// @param lease a replica that is silent for so long has lost its connections
/// @param frozen without its own beats for so long a replica trusts its ears no more, and lets nobody's lease end
/// @param linger how long somebody who left may take to come back before it is told
/// @param snapshotEvery the least time between two snapshots of this replica
/// @param chunk connections in one fact
/// @param told members in the state that a watcher gets; users of the desk first, then the latest visitors
/// @param paced connections told to an account's watchers in one turn; more follow in the next
/// @param connections connections of one member that this replica tells; more are told when one of them closes
/// @param watchers who may watch one account on this replica; one more is refused
/// @param remembered how long it is known when somebody was last seen
/// @param rememberedMost members of whom it is known; past it the oldest is forgotten
/// @param publishing facts that wait for Kafka; more are dropped, and a snapshot follows
@ConfigurationProperties("switchboard.presence")
record PresenceSettings(
        @DefaultValue("100ms") Duration turn,
        @DefaultValue("2s") Duration beat,
        @DefaultValue("8s") Duration lease,
        @DefaultValue("4s") Duration frozen,
        @DefaultValue("2s") Duration linger,
        @DefaultValue("3s") Duration snapshotEvery,
        @DefaultValue("100") int chunk,
        @DefaultValue("1000") int told,
        @DefaultValue("500") int paced,
        @DefaultValue("64") int connections,
        @DefaultValue("1000") int watchers,
        @DefaultValue("10m") Duration remembered,
        @DefaultValue("100000") int rememberedMost,
        @DefaultValue("2000") int publishing) {}
