package dev.switchboard.emulators.ses;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Signs as SNS does: RSA over the fields that count, by name, each name and value on a line. Key and certificate are
/// made when the emulator starts.
@Component
class SnsSigner {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] SHA256_WITH_RSA = HexFormat.of().parseHex("300d06092a864886f70d01010b0500");
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");

    private final KeyPair pair;
    private final String certificate;

    SnsSigner() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.pair = generator.generateKeyPair();
        this.certificate = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate(pair))
                + "\n-----END CERTIFICATE-----\n";
    }

    /// PEM.
    String certificate() {
        return certificate;
    }

    /// X.509, self-signed, good for a year.
    private static byte[] certificate(KeyPair pair) throws GeneralSecurityException {
        Instant now = Instant.now();
        byte[] name = der(
                0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, "sns.emulator".getBytes(StandardCharsets.US_ASCII)))));
        byte[] validity = der(0x30, time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(365))));
        byte[] content = der(
                0x30,
                der(0xa0, der(0x02, new byte[] {2})),
                der(0x02, new byte[] {1}),
                SHA256_WITH_RSA,
                name,
                validity,
                name,
                pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        return der(0x30, content, SHA256_WITH_RSA, der(0x03, new byte[] {0}, signature.sign()));
    }

    private static byte[] time(Instant time) {
        return der(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /// A tag, a length, and what stands inside.
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length < 128) {
            all.write(length);
        } else {
            all.write(0x82);
            all.write(length >> 8);
            all.write(length & 0xff);
        }
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    /// @param fields all of the message
    /// @param version 1 or 2
    String sign(Map<String, String> fields, String version) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(fields).forEach((name, value) -> {
            if (!name.startsWith("Sign")) {
                text.append(name).append('\n').append(value).append('\n');
            }
        });
        try {
            Signature signature = Signature.getInstance(version.equals("1") ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
