package dev.switchboard.gateway.auth;

import static dev.switchboard.gateway.IdentityProofs.SECRET;
import static dev.switchboard.gateway.IdentityProofs.claims;
import static dev.switchboard.gateway.IdentityProofs.hash;
import static dev.switchboard.gateway.IdentityProofs.jwt;
import static dev.switchboard.gateway.IdentityProofs.unsigned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.contract.Fact;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.id.Ids;
import dev.switchboard.common.identity.Caller;
import dev.switchboard.common.problem.Problem;
import dev.switchboard.common.problem.ProblemCode;
import dev.switchboard.common.secret.SecretBox;
import dev.switchboard.common.secret.SecretKeyBase;
import dev.switchboard.gateway.Tenant;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentitiesTests {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final SecretBox BOX = new SecretBox(new SecretKeyBase("a-secret-key-base-of-enough-characters"));

    private final Tenant acme = Tenant.named("acme");
    private final Accounts accounts = new Accounts(CLOCK);
    private final Identities identities = new Identities(accounts, new IdentitySecrets(BOX), CLOCK);
    private final Credential visitor =
            new Credential(new Caller.Visitor(acme.account(), acme.inbox(), Ids.secret(), "s-1", false), Ids.next());

    IdentitiesTests() {
        for (Fact fact : acme.facts()) {
            accounts.apply(fact.key(), (AccountUpdated) fact);
        }
        tell(acme.inbox(BOX, SECRET));
    }

    private void tell(AccountUpdated.Inbox inbox) {
        accounts.apply(inbox.key(), inbox);
    }

    private Caller.Visitor proven(Proof proof) {
        return (Caller.Visitor) identities.prove(visitor, proof).caller();
    }

    private static Map<String, Object> ann() {
        return claims("ann", NOW.plusSeconds(60));
    }

    private void refused(ProblemCode code, Proof proof) {
        assertThatThrownBy(() -> identities.prove(visitor, proof))
                .as("%s %s %s", proof.userId(), proof.hash(), proof.token())
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void aHashOfTheUserIdProvesIt() {
        Caller.Visitor ann = proven(new Proof("ann", hash(SECRET, "ann"), null));
        assertThat(ann).isEqualTo(new Caller.Visitor(acme.account(), acme.inbox(), "ann", null, true));
        assertThat(proven(new Proof("ann", hash(SECRET, "ann").toUpperCase(Locale.ROOT), " ")))
                .isEqualTo(ann);
    }

    @Test
    void aTokenProvesTheSubjectAndSaysWhoItIs() {
        Credential ann = identities.prove(visitor, new Proof(null, null, jwt(SECRET, ann())));
        assertThat(((Caller.Visitor) ann.caller()).identity()).isEqualTo("ann");
        assertThat(ann.profile()).isEqualTo(new Profile("Ann Lee", "ann@example.test", null));
        assertThat(ann.keyId()).isEqualTo(visitor.keyId());
        Map<String, Object> forThisInbox = ann();
        forThisInbox.put("aud", acme.inbox().toString());
        assertThat(proven(new Proof("ann", null, jwt(SECRET, forThisInbox))).verified())
                .isTrue();
    }

    @Test
    void aLabelStaysALabel() {
        assertThat(identities.prove(visitor, Proof.none("ann"))).isSameAs(visitor);
        assertThat(identities.prove(visitor, new Proof("ann", "", " "))).isSameAs(visitor);
        Credential agent = new Credential(
                new Caller.Agent(acme.account(), acme.user(), 7, "Jane", "jane@acme.test", "agent", Ids.next()), null);
        assertThat(identities.prove(agent, new Proof("ann", hash(SECRET, "ann"), null)))
                .isSameAs(agent);
    }

    @Test
    void aWrongHashIsRefusedAndNotTakenForALabel() {
        for (String wrong : List.of(
                hash(SECRET, "bob"),
                hash(SECRET + "x", "ann"),
                hash(SECRET, "ann").substring(1),
                hash(SECRET, "ann").substring(2),
                hash(SECRET, "ann") + "00",
                "zz",
                "true")) {
            refused(ProblemCode.INVALID_SIGNATURE, new Proof("ann", wrong, null));
        }
        refused(ProblemCode.INVALID_SIGNATURE, new Proof(null, hash(SECRET, "ann"), null));
        refused(ProblemCode.INVALID_SIGNATURE, new Proof("bob", hash(SECRET, "ann"), null));
        refused(ProblemCode.INVALID_REQUEST, new Proof("x".repeat(201), hash(SECRET, "x".repeat(201)), null));
    }

    @Test
    void forgedTokensAreRefused() {
        String good = jwt(SECRET, ann());
        Map<String, Object> noSubject = ann();
        noSubject.remove("sub");
        Map<String, Object> noEnd = ann();
        noEnd.remove("exp");
        Map<String, Object> elsewhere = ann();
        elsewhere.put("aud", Ids.next().toString());
        for (String forged : List.of(
                unsigned("none", ann()) + ".",
                unsigned("None", ann()) + ".",
                unsigned("HS256", ann()) + ".",
                jwt("none", SECRET, ann()),
                jwt("HS512", SECRET + SECRET, ann()),
                jwt("EdDSA", SECRET, ann()),
                jwt(SECRET + "x", ann()),
                jwt(SECRET, claims("ann", NOW.minusSeconds(61))),
                jwt(SECRET, noSubject),
                jwt(SECRET, noEnd),
                jwt(SECRET, elsewhere),
                jwt(SECRET, claims("  ", NOW.plusSeconds(60))),
                good.substring(0, good.length() - 4),
                good.substring(0, good.lastIndexOf('.')),
                unsigned("HS256", claims("bob", NOW.plusSeconds(60))) + good.substring(good.lastIndexOf('.')),
                "a.b.c",
                "x".repeat(9_000))) {
            refused(ProblemCode.INVALID_JWT_TOKEN, new Proof(null, null, forged));
        }
        refused(ProblemCode.INVALID_JWT_TOKEN, new Proof("bob", null, good));
        refused(ProblemCode.INVALID_SIGNATURE, new Proof("ann", hash(SECRET, "bob"), good));
    }

    @Test
    void aProofStandsAsLongAsItsSecretDoes() {
        Credential ann = identities.prove(visitor, new Proof("ann", hash(SECRET, "ann"), null));
        assertThat(identities.stand(ann)).isTrue();
        tell(acme.inbox(BOX, SECRET));
        assertThat(identities.stand(ann)).isTrue();
        tell(acme.inbox(BOX, "another-identity-secret-of-enough-characters"));
        assertThat(identities.stand(ann)).isFalse();
        assertThat(identities.stand(visitor)).isTrue();
        tell(acme.inbox(false, List.of()));
        assertThat(identities.stand(ann)).isFalse();
    }

    @Test
    void aProofIsWorthlessInAnotherInboxAndWhereThereIsNoSecret() {
        Tenant globex = Tenant.named("globex");
        AccountUpdated.Inbox copied = acme.inbox(BOX, SECRET);
        tell(new AccountUpdated.Inbox(
                copied.eventId(),
                copied.accountId(),
                copied.occurredAt(),
                copied.inboxId(),
                copied.name(),
                copied.channel(),
                copied.responder(),
                false,
                List.of(),
                globex.inbox(BOX, SECRET).identitySecret()));
        refused(ProblemCode.INVALID_SIGNATURE, new Proof("ann", hash(SECRET, "ann"), null));
        tell(acme.inbox(BOX, SECRET + "-of-now"));
        refused(ProblemCode.INVALID_SIGNATURE, new Proof("ann", hash(SECRET, "ann"), null));
        tell(acme.inbox(false, List.of()));
        refused(ProblemCode.INVALID_SIGNATURE, new Proof("ann", hash(SECRET, "ann"), null));
    }

    @Test
    void aProvenIdentityIsNeverOneThatAnUnsignedVisitorCouldHave() {
        assertThat(proven(new Proof("auth0|ann", hash(SECRET, "auth0|ann"), null))
                        .identity())
                .isEqualTo("auth0%7Cann");
        assertThat(proven(new Proof("auth0%7Cann", hash(SECRET, "auth0%7Cann"), null))
                        .identity())
                .isEqualTo("auth0%257Cann");
    }
}
