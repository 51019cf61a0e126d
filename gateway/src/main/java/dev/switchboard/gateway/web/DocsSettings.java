package dev.switchboard.gateway.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Whether there are docs at all says `switchboard.docs.enabled`.
///
/// @param patience how long a service may take to describe itself, before its part is told as missing; its first
///     description takes it some seconds
/// @param fresh how long a whole document is shown before the services are asked again
/// @param freshPart how long a document is shown that lacks a part
/// @param largestPart a longer description is none
@ConfigurationProperties("switchboard.docs")
record DocsSettings(
        @DefaultValue("20s") Duration patience,
        @DefaultValue("5m") Duration fresh,
        @DefaultValue("5s") Duration freshPart,
        @DefaultValue("4MB") DataSize largestPart) {}
