package dev.switchboard.system.attack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What can be made of a genuine token by somebody who has no key of ours.
///
/// @param genuine a JWT that opens something
/// @param elsewhere where a key could be fetched from, if anybody asked
record ForgedToken(String genuine, String elsewhere) {
    private static final String JWK = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}";

    /// By what was done to it.
    Map<String, String> all() {
        String[] parts = genuine.split("\\.");
        String header = decoded(parts[0]);
        String payload = decoded(parts[1]);
        String raised =
                payload.replaceAll("\"role\":\"[a-z]+\"|\\\\\"role\\\\\":\\\\\"[a-z]+\\\\\"", "\"role\":\"owner\"");
        Map<String, String> all = new LinkedHashMap<>();
        for (String none : new String[] {"none", "None", "NONE", "nOnE", "", " none", "none\\u0000"}) {
            all.put("alg " + none, encoded("{\"alg\":\"" + none + "\"}") + "." + parts[1] + ".");
            all.put("signed, alg " + none, encoded("{\"alg\":\"" + none + "\"}") + "." + parts[1] + "." + parts[2]);
        }
        for (String alg : new String[] {"HS256", "HS384", "HS512"}) {
            for (String key : new String[] {"", "\0", "secret", "switchboard", parts[0], "null", "SECRET_KEY_BASE"}) {
                all.put(alg + " with key " + key, hmac(alg, key, parts[1]));
            }
        }
        for (String alg : new String[] {"RS256", "ES256", "PS256", "EdDSA", "Ed448", "HS256", "dir"}) {
            all.put("called " + alg, encoded("{\"alg\":\"" + alg + "\"}") + "." + encoded(raised) + "." + parts[2]);
        }
        all.put("no alg", encoded("{\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2]);
        all.put("no header", encoded("{}") + "." + parts[1] + "." + parts[2]);
        all.put("alg twice", encoded("{\"alg\":\"EdDSA\",\"alg\":\"none\"}") + "." + parts[1] + ".");
        all.put("not signed", parts[0] + "." + parts[1] + ".");
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("four parts", genuine + ".x");
        all.put("raised", parts[0] + "." + encoded(raised + " ") + "." + parts[2]);
        all.put("longer", parts[0] + "." + encoded(payload.replace("\"exp\":1", "\"exp\":9")) + "." + parts[2]);
        all.put("cut off", genuine.substring(0, genuine.length() - 12));
        all.put("zero signature", parts[0] + "." + parts[1] + "." + bytes(new byte[64]));
        byte[] identity = new byte[64];
        identity[0] = 1;
        all.put("signature of the identity", parts[0] + "." + parts[1] + "." + bytes(identity));
        byte[] flipped = Base64.getUrlDecoder().decode(parts[2]);
        flipped[flipped.length - 1] ^= 0x40;
        all.put("one bit", parts[0] + "." + parts[1] + "." + bytes(flipped));
        all.put("twice as long", parts[0] + "." + parts[1] + "." + parts[2] + parts[2]);
        for (String kid :
                new String[] {"../../../../dev/null", "/dev/null", "' OR '1'='1", "x' UNION SELECT 'a", "\\u0000"}) {
            all.put("kid " + kid, own("\"kid\":\"" + kid + "\"", parts[1]));
        }
        all.put("jku", own("\"jku\":\"" + elsewhere + "/jku\"", parts[1]));
        all.put("x5u", own("\"x5u\":\"" + elsewhere + "/x5u\"", parts[1]));
        all.put(
                "issuer",
                own("\"iss\":\"" + elsewhere + "\"", encoded("{\"iss\":\"" + elsewhere + "\",\"sub\":\"1\"}")));
        all.put("jwk in the header", own("\"jwk\":" + JWK.formatted("${x}"), parts[1]));
        all.put("crit", own("\"crit\":[\"exp\"],\"exp\":1", parts[1]));
        all.put("b64 false", own("\"b64\":false,\"crit\":[\"b64\"]", payload));
        all.put(
                "JWE around an unsigned token",
                encoded("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"cty\":\"JWT\"}") + ".."
                        + bytes(new byte[12]) + "." + encoded(encoded("{\"alg\":\"none\"}") + "." + parts[1] + ".")
                        + "."
                        + bytes(new byte[16]));
        all.put("JWE that claims to be ours", parts[0] + ".." + parts[1] + "." + parts[1] + "." + parts[2]);
        all.put("over 8 KB", parts[0] + "." + encoded(payload + " ".repeat(9_000)) + "." + parts[2]);
        all.put("header of 9 KB", encoded(header + " ".repeat(9_000)) + "." + parts[1] + "." + parts[2]);
        all.put("deep", parts[0] + "." + encoded("[".repeat(4_000)) + "." + parts[2]);
        all.put("no JSON", parts[0] + "." + encoded("caller=owner") + "." + parts[2]);
        all.put("null", parts[0] + "." + encoded("null") + "." + parts[2]);
        all.put("dots", "..");
        all.put("words", "a.b.c");
        // what comes out as it went in is no forgery
        all.values().removeIf(genuine::equals);
        return all;
    }

    /// Signed rightly, with a key that nobody but us knows.
    private static String own(String more, String payload) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] spki = keys.getPublic().getEncoded();
            String x = bytes(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
            String signed = encoded("{\"alg\":\"EdDSA\"," + more.replace("${x}", x) + "}") + "." + payload;
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + bytes(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hmac(String alg, String key, String payload) {
        try {
            String signed = encoded("{\"alg\":\"" + alg + "\"}") + "." + payload;
            String name = alg.replace("HS", "HmacSHA");
            Mac mac = Mac.getInstance(name);
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            // an empty key is padded with zeros as HMAC does
            mac.init(new SecretKeySpec(bytes.length == 0 ? new byte[1] : bytes, name));
            return signed + "." + bytes(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String bytes(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
