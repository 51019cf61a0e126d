package dev.switchboard.gateway.auth;

import dev.switchboard.common.problem.Problem;

/// What `IdentifyFilter` made of a request's credential. A refused one is charged for before it is answered.
public sealed interface Identified {
    record Known(Credential credential) implements Identified {}

    record Refused(Problem problem) implements Identified {}
}
