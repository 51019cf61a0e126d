package dev.switchboard.gateway.problem;

/// A refusal as it goes out over HTTP.
public record Rendered(int status, String json) {}
