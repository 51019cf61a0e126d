package dev.switchboard.system;

import dev.switchboard.suite.Http;
import dev.switchboard.suite.Installation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A customer's WhatsApp message as Meta delivers it: the Cloud API's payload, signed over the raw bytes.
record MetaWebhook(Installation suite, String from) {
    private static final String APP_SECRET = "demo-meta-app-secret";

    Http.Answer deliver(String wamid, String text, String... headers) {
        return post(payload(wamid, text), APP_SECRET, headers);
    }

    Http.Answer deliverSignedWith(String secret, String wamid, String text) {
        return post(payload(wamid, text), secret);
    }

    private Http.Answer post(String body, String secret, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "X-Hub-Signature-256";
        all[1] = "sha256=" + hmac(secret, body);
        System.arraycopy(headers, 0, all, 2, headers.length);
        return Http.ANONYMOUS.post(suite.http("/api/webhooks/whatsapp"), body, all);
    }

    private String payload(String wamid, String text) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{\
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550199",\
                "phone_number_id":"109876543210"},"contacts":[{"profile":{"name":"Kerry Fisher"},"wa_id":"%1$s"}],\
                "messages":[{"from":"%1$s","id":"%2$s","timestamp":"%3$d","type":"text",\
                "text":{"body":"%4$s"}}]},"field":"messages"}]}]}\
                """.formatted(from, wamid, System.currentTimeMillis() / 1000, text);
    }

    private static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
