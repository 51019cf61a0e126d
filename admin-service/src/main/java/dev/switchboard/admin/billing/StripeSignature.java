package dev.switchboard.admin.billing;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A `Stripe-Signature`: `t=<epoch seconds>,v1=<hex HMAC-SHA256 of "t.body">[,v1=…]`, of which any may match. Other
/// schemes in it prove nothing. Source: docs.stripe.com/webhooks/signatures.
record StripeSignature(String time, List<String> v1) {
    private static final int LONGEST = 4096;
    private static final int MOST = 20;
    private static final Pattern TIME = Pattern.compile("[0-9]{1,12}");

    /// @return null where it is none
    static @Nullable StripeSignature parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return null;
        }
        String time = null;
        List<String> signatures = new ArrayList<>();
        for (String part : header.split(",")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t") && time == null) {
                time = pair[1];
            } else if (pair.length == 2 && pair[0].equals("v1") && signatures.size() < MOST) {
                signatures.add(pair[1]);
            }
        }
        return time == null || !TIME.matcher(time).matches() || signatures.isEmpty()
                ? null
                : new StripeSignature(time, signatures);
    }

    boolean isFresh(Instant now, Duration tolerance) {
        return Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                        .abs()
                        .compareTo(tolerance)
                <= 0;
    }

    /// Compares in constant time, each with each. A blank secret proves nothing.
    boolean verifies(byte[] body, Collection<String> secrets) {
        boolean verified = false;
        for (String secret : secrets) {
            if (!secret.isBlank()) {
                String expected = Hmac.sha256(secret)
                        .of((time + ".").getBytes(StandardCharsets.US_ASCII), body)
                        .hex();
                for (String signature : v1) {
                    verified |= Digest.same(expected, signature);
                }
            }
        }
        return verified;
    }
}
