package dev.switchboard.admin.audit;

import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Looks at each entry of a chain in turn and remembers the first thing that does not fit.
final class Walk {
    private final Head head;
    private final VerifyChain.@Nullable Known known;
    private long number;
    private String hash;
    private long entries;
    private boolean floorNamed;
    private boolean knownSeen;
    private @Nullable Long brokenAt;
    private @Nullable String broken;

    Walk(Head head, VerifyChain.@Nullable Known known) {
        this.head = head;
        this.known = known;
        this.number = head.floorNumber();
        this.hash = head.floorHash();
        this.floorNamed = number == 0;
        this.knownSeen = known == null;
        meet(number, hash);
    }

    void take(Link link) {
        if (broken != null) {
            return;
        }
        if (!link.follows(number, hash)) {
            fail(
                    number + 1,
                    link.number() == number + 1 ? "the entry is not what was written" : "the entry is missing");
            return;
        }
        look(link);
        number = link.number();
        hash = link.hash();
        entries++;
        meet(number, hash);
    }

    Verification end(boolean sealed) {
        if (broken == null && number != head.number()) {
            fail(number + 1, "entries are missing at the end");
        } else if (broken == null && !hash.equals(head.hash())) {
            fail(number, "the head is not the last entry's");
        } else if (broken == null && !sealed) {
            fail(number, "the head's seal does not hold");
        } else if (broken == null && !floorNamed) {
            fail(head.floorNumber(), "no entry says that older ones were removed");
        } else if (broken == null && known != null && !knownSeen) {
            fail(known.number(), "the entry that you know is not in the log");
        }
        return new Verification(
                head.accountId(), broken == null, entries, head.floorNumber() + 1, number, hash, brokenAt, broken);
    }

    private void look(Link link) {
        try {
            AuditRecorded entry = WireJson.read(link.entry(), AuditRecorded.class);
            if (!entry.accountId().equals(head.accountId())) {
                fail(link.number(), "the entry is another account's");
            } else if (!entry.occurredAt().equals(link.occurredAt())) {
                fail(link.number(), "the entry's time is not what was written");
            } else if (TrimChains.names(entry, head)) {
                floorNamed = true;
            }
        } catch (JacksonException | IllegalArgumentException _) {
            fail(link.number(), "the entry cannot be read");
        }
    }

    /// A known entry older than the floor cannot be shown any more.
    private void meet(long at, String its) {
        if (known != null && at == known.number()) {
            knownSeen = its.equals(known.hash());
        } else if (known != null && at == head.floorNumber() && known.number() < at) {
            knownSeen = true;
        }
    }

    private void fail(long at, String what) {
        if (broken == null) {
            brokenAt = at;
            broken = what;
        }
    }
}
