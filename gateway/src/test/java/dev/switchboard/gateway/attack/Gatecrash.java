package dev.switchboard.gateway.attack;

import dev.switchboard.common.id.Ids;
import dev.switchboard.gateway.Tenant;
import dev.switchboard.gateway.auth.Accounts;
import dev.switchboard.gateway.feed.Feed;
import dev.switchboard.testing.Facts;
import org.awaitility.Awaitility;

/// An account of which attackers know the publishable key, as everybody does.
record Gatecrash(Tenant tenant, int port) {
    static Gatecrash at(int port, Facts facts, Accounts accounts, Feed feed) {
        Tenant tenant = Tenant.named("target-" + Ids.next());
        facts.publish(tenant.facts());
        Awaitility.await().until(() -> feed.live() && accounts.inbox(tenant.account(), tenant.inbox()) != null);
        Gatecrash gatecrash = new Gatecrash(tenant, port);
        Awaitility.await().ignoreExceptions().until(() -> {
            try (RawPeer probe = gatecrash.plain()) {
                return probe.frame().text().contains("connection_established");
            }
        });
        return gatecrash;
    }

    String path() {
        return "/ws?token=" + tenant.publishable();
    }

    /// A socket of the plain protocol, its greeting unread.
    RawPeer plain() {
        return RawPeer.upgraded(port, path());
    }
}
