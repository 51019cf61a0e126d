package dev.switchboard.gateway.presence;

import dev.switchboard.common.contract.PresenceChanged.Connection;
import dev.switchboard.common.contract.PresenceChanged.Member;
import java.util.List;

/// A member with connections of its: all that are open, or those that a change is about.
public record Online(Member member, List<Connection> connections) {}
