package dev.switchboard.common.egress;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param allow addresses (`127.0.0.1`, `::1`) and networks (`10.1.0.0/16`) that may be called on any port, or
///     an address on one port only (`127.0.0.1:8190`), although
/// they
///     are not public; nothing unless the operator says so
/// @param ports of public addresses that may be called
/// @param connect how long a connection may take
/// @param connections to one host and port at once; more calls wait within their patience
@ConfigurationProperties("switchboard.egress")
record EgressSettings(
        @DefaultValue List<String> allow,
        @DefaultValue({"80", "443", "8080", "8443"}) Set<Integer> ports,
        @DefaultValue("5s") Duration connect,
        @DefaultValue("32") int connections) {}
