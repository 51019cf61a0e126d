package dev.switchboard.conversation.api.amoiq;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.switchboard.common.contract.Profile;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.conversation.api.Faults;
import dev.switchboard.conversation.webchat.SayInVisit.Saying;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A visitor's message. The page's labels are kept beside it and prove nothing.
///
/// @param id the client's own id of the message, by which it may be repeated; ours
/// @param userHash by which the account's own server vouches for `userId`; ours
record AmoiqMessageRequest(
        @JsonAlias("messageId") @Nullable String id,
        @Nullable String text,
        @Nullable String tenantId,
        @Nullable String sessionId,
        @Nullable String fingerprint,
        @Nullable String userId,
        @JsonAlias("identifier_hash") @Nullable String userHash,
        @Nullable UserInfo userInfo,
        @Nullable String domain,
        @Nullable String origin,
        @Nullable String url,
        @Nullable String referrer,
        @Nullable String siteId,
        @Nullable String timestamp) {
    private static final int LONGEST_TEXT = 32 * 1024;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_LABEL = 2_000;
    private static final int LONGEST_PROFILE = 500;

    record UserInfo(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone) {
        static final UserInfo NONE = new UserInfo(null, null, null);
    }

    record Checked(AmoiqVisitor visitor, Saying saying) {}

    /// @param fresh the id of a message that its client has not named
    Checked checked(@Nullable String header, String fresh) {
        Faults faults = new Faults();
        AmoiqVisitor visitor = AmoiqVisitor.of(faults, userId, sessionId, userHash);
        String name = header == null ? id : header;
        Saying saying = new Saying(
                name == null || name.isBlank() ? fresh : faults.text("id", name, LONGEST_ID),
                faults.text("text", text, LONGEST_TEXT),
                profile(faults),
                sentAt(),
                labels(faults));
        faults.refuse();
        return new Checked(visitor, saying);
    }

    private Profile profile(Faults faults) {
        UserInfo info = userInfo == null ? UserInfo.NONE : userInfo;
        return new Profile(
                faults.label("userInfo.name", info.name(), LONGEST_PROFILE),
                faults.label("userInfo.email", info.email(), LONGEST_PROFILE),
                faults.label("userInfo.phone", info.phone(), LONGEST_PROFILE));
    }

    private Map<String, String> labels(Faults faults) {
        Map<String, String> labels = new TreeMap<>();
        put(labels, faults, "sessionId", sessionId);
        put(labels, faults, "userId", userId);
        put(labels, faults, "domain", domain);
        put(labels, faults, "origin", origin);
        put(labels, faults, "url", url);
        put(labels, faults, "referrer", referrer);
        put(labels, faults, "siteId", siteId);
        String print = faults.label("fingerprint", fingerprint, LONGEST_LABEL);
        if (print != null) {
            labels.put("fingerprint", digest(print));
        }
        return labels;
    }

    private static void put(Map<String, String> labels, Faults faults, String name, @Nullable String text) {
        String label = faults.label(name, text, LONGEST_LABEL);
        if (label != null) {
            labels.put(name, label);
        }
    }

    /// The sender's clock, for display only: one that cannot be read is left out.
    private @Nullable Instant sentAt() {
        try {
            return timestamp == null ? null : OffsetDateTime.parse(timestamp).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    /// A fingerprint is personal data: the digest tells as much as it may.
    private static String digest(String text) {
        return Digest.sha256(text).hex().substring(0, 32);
    }
}
