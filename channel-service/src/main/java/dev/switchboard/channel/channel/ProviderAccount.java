package dev.switchboard.channel.channel;

import java.util.UUID;

/// The account that an inbox has with a provider. Its settings are sealed; only `ProviderAccounts` opens them.
public record ProviderAccount(UUID inboxId, UUID accountId, String provider, String externalId, String settings) {
    String sealContext() {
        return sealContext(accountId, inboxId);
    }

    static String sealContext(UUID accountId, UUID inboxId) {
        return accountId + ":" + inboxId;
    }

    @Override
    public String toString() {
        return "ProviderAccount[inboxId=" + inboxId + ", provider=" + provider + "]";
    }
}
