package dev.switchboard.admin.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.admin.AdminServiceApplication;
import dev.switchboard.admin.Provisioning;
import dev.switchboard.common.contract.AuditRecorded;
import dev.switchboard.common.contract.WireJson;
import dev.switchboard.common.id.Ids;
import dev.switchboard.testing.CallerClient;
import dev.switchboard.testing.Callers;
import dev.switchboard.testing.Facts;
import dev.switchboard.testing.SwitchboardIntegrationTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@SwitchboardIntegrationTest(AdminServiceApplication.class)
@TestPropertySource(properties = "switchboard.stripe.webhook-secrets=whsec_new,whsec_old")
class StripeIntegrationTests {
    private static final long BEGUN = 1_795_000_000;

    @Autowired
    CallerClient client;

    @Autowired
    Facts facts;

    private UUID account;
    private String customer;

    @BeforeEach
    void provision() {
        account = Provisioning.of(Ids.next() + ".test").stored(client).account();
        customer = "cus_" + Ids.next();
    }

    private static String signature(long time, String body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int post(String body, String header) {
        return client.as(new dev.switchboard.common.identity.Caller.Anonymous())
                .post()
                .uri("/api/stripe/webhooks")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (header != null) {
                        headers.set("Stripe-Signature", header);
                    }
                })
                .bodyValue(body)
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private int signed(String body) {
        long now = Instant.now().getEpochSecond();
        return post(body, "t=" + now + ",v1=" + signature(now, body, "whsec_new"));
    }

    private String event(String type, String subscription, long begun, long created, String status, String plan) {
        return """
                {"id": "evt_%s", "object": "event", "type": "customer.subscription.%s", "created": %d, "data": {"object":
                  {"id": "%s", "customer": "%s", "status": "%s", "created": %d, "cancel_at_period_end": false,
                   "items": {"data": [{"price": {"id": "price_1", "lookup_key": "%s"}, "current_period_end": %d}]}}}}
                """.formatted(Ids.next(), type, created, subscription, customer, status, begun, plan, begun + 2_592_000);
    }

    private String checkout(UUID of, long created) {
        return """
                {"id": "evt_%s", "type": "checkout.session.completed", "created": %d, "data": {"object":
                  {"id": "cs_1", "customer": "%s", "client_reference_id": "%s", "status": "complete"}}}
                """.formatted(Ids.next(), created, customer, of);
    }

    private JsonNode billing(UUID of) {
        return WireJson.MAPPER
                .readTree(client.as(Callers.adminOf(of))
                        .get()
                        .uri("/api/billing")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody())
                .path("data");
    }

    @Test
    void whatCameInAnyOrderEndsAsWhatHappened() {
        List<String> happened = List.of(
                checkout(account, BEGUN),
                event("created", "sub_1", BEGUN, BEGUN, "incomplete", "starter"),
                event("updated", "sub_1", BEGUN, BEGUN, "active", "starter"),
                event("updated", "sub_1", BEGUN, BEGUN + 50, "past_due", "team"),
                event("updated", "sub_1", BEGUN, BEGUN + 90, "active", "team"));
        for (int seed = 0; seed < 12; seed++) {
            provision();
            List<String> came = new ArrayList<>(happened.stream()
                    .map(body -> body.replaceAll("cus_[0-9a-f-]+", customer)
                            .replaceAll("evt_[0-9a-f-]+", "evt_" + Ids.next())
                            .replaceAll(
                                    "\"client_reference_id\": \"[0-9a-f-]+\"",
                                    "\"client_reference_id\": \"" + account + "\""))
                    .toList());
            came.addAll(List.copyOf(came));
            Collections.shuffle(came, new Random(seed));
            came.forEach(body -> assertThat(signed(body)).isEqualTo(200));
            JsonNode end = billing(account);
            assertThat(end.path("status").asString()).as("seed " + seed).isEqualTo("active");
            assertThat(end.path("plan").asString()).isEqualTo("team");
            // the end of a subscription is its end, also where an older event comes later
            signed(event("deleted", "sub_1", BEGUN, BEGUN + 95, "canceled", "team"));
            signed(event("updated", "sub_1", BEGUN, BEGUN + 99, "active", "team"));
            assertThat(billing(account).path("status").asString()).isEqualTo("canceled");
            signed(event("created", "sub_2", BEGUN + 200, BEGUN + 200, "trialing", "business"));
            signed(event("deleted", "sub_1", BEGUN, BEGUN + 300, "canceled", "team"));
            assertThat(billing(account).path("plan").asString()).isEqualTo("business");
        }
    }

    @Test
    void oneEventHasOneEffect() {
        signed(checkout(account, BEGUN));
        String active = event("updated", "sub_1", BEGUN, BEGUN + 10, "active", "team");
        signed(active);
        String later = event("updated", "sub_1", BEGUN, BEGUN + 10, "past_due", "team");
        signed(later);
        AuditRecorded told = facts.await(
                AuditRecorded.class,
                act -> act.accountId().equals(account)
                        && act.changes().contains(new AuditRecorded.Change("status", "active", "past_due")));
        assertThat(told.action()).isEqualTo("billing.changed");
        // in the same second the last to come counts, but an event that comes again does not come last
        assertThat(signed(active)).isEqualTo(200);
        assertThat(billing(account).path("status").asString()).isEqualTo("past_due");
    }

    @Test
    void onlyWhatStripeSignedJustNowIsTaken() {
        String body = checkout(account, BEGUN);
        long now = Instant.now().getEpochSecond();
        String good = signature(now, body, "whsec_old");
        assertThat(post(body, null)).isEqualTo(401);
        for (String header : List.of(
                "",
                "v1=" + good,
                "t=" + now,
                "t=" + now + ",v0=" + good,
                "t=" + now + ",v1=" + good.substring(1),
                "t=" + (now + 1) + ",v1=" + good,
                "t=" + now + ",v1=" + signature(now, body, "whsec_other"),
                "t=" + (now - 302) + ",v1=" + signature(now - 302, body, "whsec_new"),
                "t=" + (now + 330) + ",v1=" + signature(now + 330, body, "whsec_new"),
                "t=99999999999999,v1=" + good)) {
            assertThat(post(body, header)).as(header).isEqualTo(401);
        }
        assertThat(post(body.replace(" ", ""), "t=" + now + ",v1=" + good)).isEqualTo(401);
        assertThat(billing(account).path("status").asString()).isEqualTo("none");
        String several = "t=" + now + ",v1=" + signature(now, body, "whsec_gone") + ", v1=" + good + ",v0=00";
        assertThat(post(body, several)).isEqualTo(200);
        assertThat(signed("{\"id\": \"evt_x\"}")).isEqualTo(400);
        assertThat(signed("[]")).isEqualTo(400);
        assertThat(signed("{\"id\": \"evt_" + Ids.next() + "\", \"type\": \"invoice.paid\", \"created\": 1}"))
                .isEqualTo(200);
    }

    @Test
    void aPlanIsItsAccountsAlone() {
        UUID other = Provisioning.of(Ids.next() + ".test").stored(client).account();
        signed(event("created", "sub_9", BEGUN, BEGUN, "active", "team"));
        assertThat(billing(account).path("status").asString()).isEqualTo("none");
        signed(checkout(account, BEGUN - 5));
        assertThat(billing(account).path("status").asString()).isEqualTo("active");
        assertThat(billing(other).path("status").asString()).isEqualTo("none");
        client.as(Callers.agentOf(account))
                .get()
                .uri("/api/billing")
                .exchange()
                .expectStatus()
                .isForbidden();
        assertThat(signed(checkout(UUID.randomUUID(), BEGUN + 5))).isEqualTo(200);
        assertThat(billing(account).path("status").asString()).isEqualTo("active");
    }
}
