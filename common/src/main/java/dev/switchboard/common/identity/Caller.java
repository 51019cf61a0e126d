package dev.switchboard.common.identity;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who is asking, as the gateway established it from the credential. The account comes from here and never from a
/// path or a body.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Caller {
    /// A caller that belongs to an account.
    sealed interface InAccount extends Caller {
        UUID accountId();
    }

    /// Somebody who works for an account, a person or a server; never a customer.
    sealed interface Staff extends InAccount {
        /// The account, for a caller that changes something in it.
        ///
        /// @throws Problem `FORBIDDEN` for a viewer
        default UUID accountToChange() {
            return accountId();
        }

        /// The account, for what is a matter of its administrators and servers.
        ///
        /// @throws Problem `FORBIDDEN` for a user who does not administer it
        default UUID accountToAdminister() {
            return accountId();
        }
    }

    /// A user of the desk, logged in or with a personal key.
    ///
    /// @param number the integer id of the Netia API
    /// @param role owner, admin, agent or viewer
    @JsonTypeName("agent")
    record Agent(UUID accountId, UUID userId, int number, String name, String email, String role, UUID sessionId)
            implements Staff {
        @Override
        public UUID accountToChange() {
            if (role.equals("viewer")) {
                throw Problem.of(ProblemCode.FORBIDDEN, "Viewers cannot change anything");
            }
            return accountId;
        }

        @Override
        public UUID accountToAdminister() {
            if (!administers()) {
                throw Problem.of(ProblemCode.FORBIDDEN, "Insufficient permissions")
                        .advise("Ask an administrator of your account.");
            }
            return accountId;
        }

        public boolean administers() {
            return role.equals("owner") || role.equals("admin");
        }
    }

    /// A customer in a widget or socket.
    ///
    /// @param identity the visitor in its channel; unguessable unless `verified`
    /// @param thread the session, where the channel has one
    /// @param verified a signed widget token proved who it is
    /// @param keyId the publishable key that an anonymous token was made with: both end together
    @JsonTypeName("visitor")
    record Visitor(
            UUID accountId,
            UUID inboxId,
            String identity,
            @Nullable String thread,
            boolean verified,
            @Nullable UUID keyId)
            implements InAccount {
        public Visitor(UUID accountId, UUID inboxId, String identity, @Nullable String thread, boolean verified) {
            this(accountId, inboxId, identity, thread, verified, null);
        }
    }

    /// A server with a secret key.
    @JsonTypeName("server")
    record Server(UUID accountId, UUID keyId, List<String> scopes) implements Staff {}

    /// The installation itself: provisioning, and the gateway's own reads.
    @JsonTypeName("operator")
    record Operator() implements Caller {}

    /// Nobody: public routes and provider webhooks, which prove themselves by signature.
    @JsonTypeName("anonymous")
    record Anonymous() implements Caller {}
}
