package dev.switchboard.channel.twilio;

import dev.switchboard.common.secret.Digest;
import dev.switchboard.common.secret.Hmac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Twilio's proof that it sent a webhook: HMAC-SHA1, under the auth token, of the address as Twilio calls it and every
/// field of the form, sorted. Of a JSON body the address carries the hash.
final class TwilioSignature {
    static final String HEADER = "X-Twilio-Signature";
    private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]{64})");

    private TwilioSignature() {}

    /// Compares in constant time, with the default port and without it.
    ///
    /// @param url the public address, with its query
    static boolean verifies(
            String signature, String url, Map<String, List<String>> form, byte[] body, String authToken) {
        Matcher hash = BODY_HASH.matcher(url);
        boolean json = hash.find();
        if (authToken.isBlank() || (json && !Digest.sha256(body).isHex(hash.group(1)))) {
            return false;
        }
        boolean found = false;
        for (String spelling : spellings(url)) {
            found |= Digest.same(sign(spelling, json ? Map.of() : form, authToken), signature);
        }
        return found;
    }

    static String sign(String url, Map<String, List<String>> form, String authToken) {
        StringBuilder text = new StringBuilder(url);
        new TreeMap<>(form)
                .forEach((name, values) ->
                        new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
        return Hmac.sha1(authToken.getBytes(StandardCharsets.UTF_8))
                .of(text.toString())
                .base64();
    }

    private static List<String> spellings(String url) {
        URI uri = URI.create(url);
        String standard = "https".equals(uri.getScheme()) ? ":443" : ":80";
        String after = url.substring(
                url.indexOf(uri.getRawAuthority()) + uri.getRawAuthority().length());
        String start = uri.getScheme() + "://" + uri.getHost();
        return List.of(url, start + after, start + standard + after);
    }
}
