package dev.switchboard.admin.key;

import dev.switchboard.common.identity.Scopes;
import dev.switchboard.common.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The scopes that a request names.
final class KeyScopes {
    private KeyScopes() {}

    /// Each once, sorted.
    ///
    /// @throws Problem naming what is no scope
    static List<String> checked(List<String> scopes) {
        if (scopes.size() > Scopes.names().size()) {
            throw Problem.field("scopes", "has more than there are");
        }
        Set<String> known = new TreeSet<>();
        for (String scope : scopes) {
            if (scope == null || !Scopes.names().contains(scope)) {
                throw Problem.field(
                        "scopes", "has " + scope + "; a scope is one of " + String.join(", ", Scopes.names()));
            }
            known.add(scope);
        }
        return List.copyOf(known);
    }
}
