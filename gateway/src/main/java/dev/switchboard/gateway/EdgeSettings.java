package dev.switchboard.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What an HTTP connection may do before it is closed without an answer.
///
/// @param firstRequest from the opening of the connection to the end of its first request's head
/// @param wholeBody from a request's head to the end of its body
/// @param nextRequest from an answer to the end of the next request's head
/// @param takingAnswer how long a client may leave an answer in the gateway that does not fit the network's buffers
/// @param pipelined requests of a connection that wait for their answers
/// @param largestChunk of a chunked body, as it is handed on
@ConfigurationProperties("switchboard.edge")
record EdgeSettings(
        @DefaultValue("10s") Duration firstRequest,
        @DefaultValue("60s") Duration wholeBody,
        @DefaultValue("60s") Duration nextRequest,
        @DefaultValue("30s") Duration takingAnswer,
        @DefaultValue("32") int pipelined,
        @DefaultValue("64KB") DataSize largestChunk) {}
