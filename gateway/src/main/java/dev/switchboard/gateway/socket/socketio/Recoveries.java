package dev.switchboard.gateway.socket.socketio;

import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import dev.switchboard.common.secret.SecretKeyBase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Makes and reads `pid`s. One says all that is needed and is signed, so that any gateway reads what another one gave
/// out: `<base64url of the JSON>.<base64url of its HMAC-SHA256>`.
final class Recoveries {
    private static final int LONGEST = 4_096;

    private final Hmac key;
    private final Duration lifetime;
    private final Clock clock;

    Recoveries(SecretKeyBase base, Duration lifetime, Clock clock) {
        this.key = Hmac.sha256(base.derive("socketio-recovery"));
        this.lifetime = lifetime;
        this.clock = clock;
    }

    String pid(Recovery recovery) {
        String body = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(WireJson.write(recovery).getBytes(StandardCharsets.UTF_8));
        return body + "." + key.of(body).base64Url();
    }

    /// A `pid` that came back: the client takes only the very same text for its old connection.
    record Earlier(String pid, Recovery recovery) {}

    /// @return null for what is not ours, or too old: the client begins anew
    @Nullable
    Earlier read(@Nullable String pid) {
        int dot = pid == null || pid.length() > LONGEST ? -1 : pid.indexOf('.');
        if (pid == null || dot < 0) {
            return null;
        }
        String body = pid.substring(0, dot);
        try {
            if (!Digest.same(key.of(body).base64Url(), pid.substring(dot + 1))) {
                return null;
            }
            Recovery recovery = WireJson.read(Base64.getUrlDecoder().decode(body), Recovery.class);
            return recovery.issuedAt().plus(lifetime).isBefore(clock.instant()) ? null : new Earlier(pid, recovery);
        } catch (IllegalArgumentException | JacksonException _) {
            return null;
        }
    }
}
