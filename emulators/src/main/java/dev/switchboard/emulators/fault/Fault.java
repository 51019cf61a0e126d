package dev.switchboard.emulators.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What goes wrong with a request to a provider.
public enum Fault {
    @JsonProperty("none")
    NONE,
    /// Too many requests; nothing is sent.
    @JsonProperty("429")
    TOO_MANY,
    /// The provider fails; nothing is sent.
    @JsonProperty("500")
    FAILS,
    /// No answer, and nothing is sent.
    @JsonProperty("timeout")
    TIMEOUT,
    /// The message is sent and the answer never comes.
    @JsonProperty("lost_response")
    LOST_RESPONSE,
    /// The message is refused for good.
    @JsonProperty("refused")
    REFUSED,
    /// The message is taken, and a later status says that it failed.
    @JsonProperty("undelivered")
    UNDELIVERED
}
