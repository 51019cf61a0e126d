package dev.switchboard.admin.people;

import dev.switchboard.admin.user.Role;
import dev.switchboard.admin.user.User;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.stream.Stream;

/// Who may do what to whom. An account that has an owner keeps one, and every account keeps somebody who administers
/// it. An administrator touches no owner and makes none, unless the account never had one.
///
/// @param administrators the account's active owners and administrators
record RolePolicy(List<User> administrators) {
    void mayGive(Caller.Agent caller, User user, Role role) {
        if (role == Role.OWNER) {
            mayMakeOwners(caller);
        }
        mayTouch(caller, user);
        if (role != Role.OWNER) {
            ownerStays(user);
        }
        if (role != Role.OWNER && role != Role.ADMIN) {
            administratorStays(user);
        }
    }

    void mayMake(Caller.Agent caller, Role role) {
        if (role == Role.OWNER) {
            mayMakeOwners(caller);
        }
    }

    void maySwitchOff(Caller.Agent caller, User user) {
        if (user.id().equals(caller.userId())) {
            throw Problem.of(ProblemCode.CONFLICT, "You cannot remove yourself")
                    .advise("Ask another administrator of your account.");
        }
        mayTouch(caller, user);
        ownerStays(user);
        administratorStays(user);
    }

    void mayTouch(Caller.Agent caller, User user) {
        if (user.owns() && !caller.role().equals("owner")) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Only an owner changes an owner");
        }
    }

    private void mayMakeOwners(Caller.Agent caller) {
        if (!caller.role().equals("owner") && administrators.stream().anyMatch(User::owns)) {
            throw Problem.of(ProblemCode.FORBIDDEN, "Only an owner makes somebody an owner");
        }
    }

    private void ownerStays(User user) {
        if (user.owns() && user.active() && others(user).noneMatch(User::owns)) {
            throw Problem.of(ProblemCode.CONFLICT, "The last owner of the account stays")
                    .advise("Make somebody else an owner first.");
        }
    }

    private void administratorStays(User user) {
        if (user.administers() && user.active() && others(user).findAny().isEmpty()) {
            throw Problem.of(ProblemCode.CONFLICT, "The last administrator of the account stays")
                    .advise("Make somebody else an administrator first.");
        }
    }

    private Stream<User> others(User user) {
        return administrators.stream().filter(other -> !other.id().equals(user.id()));
    }
}
