package dev.switchboard.channel;

import dev.switchboard.common.identity.Caller;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/// An account with a WhatsApp inbox, and Meta as it posts to it.
public record Acme(UUID account, UUID inbox, String phoneNumberId, String appSecret) {
    public static final String PATH = "/api/webhooks/whatsapp";

    public Acme connected(CallerClient client) {
        put(client).expectStatus().isNoContent();
        return this;
    }

    public WebTestClient.ResponseSpec put(CallerClient client) {
        return client.as(Callers.operator())
                .put()
                .uri("/internal/provider-accounts/" + inbox)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("""
                        {"accountId": "%s", "provider": "whatsapp", "settings": {"phoneNumberId": "%s",
                         "appSecret": "%s", "verifyToken": "verify-%s", "accessToken": "demo-meta-access-token"}}
                        """.formatted(account, phoneNumberId, appSecret, phoneNumberId))
                .exchange();
    }

    /// What Meta posts when a customer writes.
    public String says(String from, String id, String text) {
        return message("""
                {"from":"%s","id":"%s","timestamp":"1760000000","type":"text","text":{"body":"%s"}}""".formatted(from, id, text));
    }

    public String message(String message) {
        return value("""
                "contacts":[{"profile":{"name":"John Doe"},"wa_id":"15550100"}],"messages":[%s]""".formatted(message));
    }

    public String status(String id, String status, @Nullable UUID callbackData) {
        String data = callbackData == null ? "" : ",\"biz_opaque_callback_data\":\"" + callbackData + "\"";
        return value("""
                "statuses":[{"id":"%s","status":"%s","timestamp":"1760000001","recipient_id":"15550100"%s}]""".formatted(id, status, data));
    }

    public String value(String content) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":\
                {"messaging_product":"whatsapp","metadata":{"display_phone_number":"1","phone_number_id":"%s"},%s}}]}]}""".formatted(phoneNumberId, content);
    }

    public WebTestClient.ResponseSpec post(CallerClient client, String body) {
        return post(client, PATH, body, sign(body, appSecret));
    }

    public static WebTestClient.ResponseSpec post(
            CallerClient client, String path, String body, @Nullable String signature) {
        return client.as(new Caller.Anonymous())
                .post()
                .uri(path)
                .headers(headers -> {
                    headers.setContentType(MediaType.APPLICATION_JSON);
                    if (signature != null) {
                        headers.set("X-Hub-Signature-256", signature);
                    }
                })
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    public static String sign(String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
