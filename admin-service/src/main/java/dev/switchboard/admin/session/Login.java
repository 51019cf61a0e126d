package dev.switchboard.admin.session;

import dev.switchboard.admin.user.User;

/// A user, logged in: the token for requests and the one that renews it.
public record Login(User user, String token, String renewToken) {}
