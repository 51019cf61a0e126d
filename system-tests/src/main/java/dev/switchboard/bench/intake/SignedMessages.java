package dev.switchboard.bench.intake;

import dev.switchboard.bench.MetaSignature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Requests with messages of WhatsApp customers, each another, as Meta sends and signs them. They are made before the
/// clock runs.
///
/// @param run stands in the id of every message
record SignedMessages(String run, ByteBuffer[] requests) {
    private static final int CUSTOMERS = 1_000;

    static SignedMessages of(int count) {
        String run = UUID.randomUUID().toString().substring(0, 8);
        ByteBuffer[] requests = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            byte[] body = body("49151" + (1_000_000 + i % CUSTOMERS), "wamid." + run + "-" + i)
                    .getBytes(StandardCharsets.UTF_8);
            String head =
                    "POST /api/webhooks/whatsapp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "X-Hub-Signature-256: sha256=" + MetaSignature.of(body) + "\r\nContent-Length: "
                            + body.length
                            + "\r\n\r\n";
            byte[] first = head.getBytes(StandardCharsets.US_ASCII);
            requests[i] = ByteBuffer.allocate(first.length + body.length)
                    .put(first)
                    .put(body)
                    .flip();
        }
        return new SignedMessages(run, requests);
    }

    private static String body(String from, String wamid) {
        return """
                {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{\
                "messaging_product":"whatsapp","metadata":{"display_phone_number":"15550199",\
                "phone_number_id":"109876543210"},"contacts":[{"profile":{"name":"Kerry Fisher"},"wa_id":"%1$s"}],\
                "messages":[{"from":"%1$s","id":"%2$s","timestamp":"%3$d","type":"text",\
                "text":{"body":"Where is my order?"}}]},"field":"messages"}]}]}\
                """.formatted(from, wamid, System.currentTimeMillis() / 1000);
    }
}
