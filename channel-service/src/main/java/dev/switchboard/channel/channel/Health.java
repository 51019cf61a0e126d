package dev.switchboard.channel.channel;

/// How well something works.
public enum Health {
    HEALTHY,
    DEGRADED,
    UNHEALTHY,
    /// Not set up, or not part of this installation.
    DISABLED
}
