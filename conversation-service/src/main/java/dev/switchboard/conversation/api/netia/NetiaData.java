package dev.switchboard.conversation.api.netia;

/// Netia puts everything into `data`.
record NetiaData<T>(T data) {}
