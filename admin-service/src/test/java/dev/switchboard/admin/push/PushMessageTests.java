package dev.switchboard.admin.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// The worked example of RFC 8291, appendix A, and what a push service checks of RFC 8292.
class PushMessageTests {
    private static final String OWN_POINT =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String OWN_SECRET = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final Address BROWSER = new Address(
            "https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg");

    @Test
    void theExampleOfTheRfcComesOut() throws GeneralSecurityException {
        ECPublicKey point = P256.read(bytes(OWN_POINT));
        KeyPair own = new KeyPair(
                point,
                KeyFactory.getInstance("EC")
                        .generatePrivate(
                                new ECPrivateKeySpec(new BigInteger(1, bytes(OWN_SECRET)), point.getParams())));

        byte[] sealed = PushMessage.seal(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                BROWSER,
                own,
                bytes("DGv6ra1nlYgDCS1FRnbzlw"));

        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed))
                .isEqualTo("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLoc"
                        + "InmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNW"
                        + "QexSgSxsj_Qulcy4a-fN");
    }

    @Test
    void keysThatAreNoneAreKnown() throws GeneralSecurityException {
        byte[] beside = bytes(OWN_POINT);
        beside[40]++;
        assertThatIllegalArgumentException().isThrownBy(() -> P256.read(beside));
        assertThat(BROWSER.hasKeys()).isTrue();
        assertThat(new Address(BROWSER.endpoint(), BROWSER.p256dh(), "c2hvcnQ").hasKeys())
                .isFalse();
        assertThat(new Address(BROWSER.endpoint(), "not base64!", BROWSER.auth()).hasKeys())
                .isFalse();
        assertThat(P256.write((ECPublicKey) P256.pair().getPublic())).hasSize(P256.POINT);
    }

    @Test
    void aPushServiceCanCheckWhoWrites() throws GeneralSecurityException {
        KeyPair own = P256.pair();
        String header = Vapid.authorization(
                BROWSER.endpoint(), own, "mailto:desk@acme.test", Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(header).startsWith("vapid t=").endsWith(", k=" + Vapid.publicKey(own));
        String token = header.substring("vapid t=".length(), header.indexOf(','));
        String signed = token.substring(0, token.lastIndexOf('.'));
        assertThat(new String(bytes(signed.substring(signed.indexOf('.') + 1)), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"aud\":\"https://push.example.net\",\"exp\":1767268800,\"sub\":\"mailto:desk@acme.test\"}");
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(own.getPublic());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(bytes(token.substring(token.lastIndexOf('.') + 1))))
                .isTrue();
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
