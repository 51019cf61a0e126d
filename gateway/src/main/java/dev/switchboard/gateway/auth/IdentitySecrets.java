package dev.switchboard.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.switchboard.common.contract.AccountUpdated;
import dev.switchboard.common.secret.SecretBox;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The identity secrets of inboxes, opened when they are first asked for.
final class IdentitySecrets {
    private static final Logger LOG = LoggerFactory.getLogger(IdentitySecrets.class);
    /// More inboxes than this: the least used are opened again.
    private static final int MOST = 10_000;

    private final SecretBox box;
    private final Cache<String, String> opened =
            Caffeine.newBuilder().maximumSize(MOST).build();

    IdentitySecrets(SecretBox box) {
        this.box = box;
    }

    /// @return null where there is none, or it was sealed by another installation
    @Nullable
    String of(AccountUpdated.Inbox inbox) {
        String sealed = inbox.identitySecret();
        return sealed == null ? null : open(inbox, sealed);
    }

    /// Whether this is the inbox's secret still, though it may have been sealed anew.
    boolean same(AccountUpdated.Inbox inbox, String sealed) {
        if (sealed.equals(inbox.identitySecret())) {
            return true;
        }
        String now = of(inbox);
        return now != null && now.equals(open(inbox, sealed));
    }

    private @Nullable String open(AccountUpdated.Inbox inbox, String sealed) {
        String known = opened.getIfPresent(sealed);
        if (known != null) {
            return known;
        }
        try {
            String secret = box.open(sealed, AccountUpdated.Inbox.identityContext(inbox.accountId(), inbox.inboxId()));
            opened.put(sealed, secret);
            return secret;
        } catch (IllegalStateException e) {
            LOG.error("the identity secret of inbox {} cannot be opened", inbox.inboxId(), e);
            return null;
        }
    }
}
