package dev.switchboard.suite;

/// How a command ended, and what it printed on both streams.
public record Outcome(int exit, String output) {}
