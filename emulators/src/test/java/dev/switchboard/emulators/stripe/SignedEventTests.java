package dev.switchboard.emulators.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignedEventTests {
    /// From stripe-dotnet: event_test_signature.json and EventUtilityTest.
    @Test
    void theVendorsVectorIsReproduced() {
        String body = """
                {
                  "id": "evt_123",
                  "object": "event",
                  "account": "acct_123",
                  "api_version": "2017-05-25",
                  "created": 1533204620,
                  "data": {
                    "object": {
                      "id": "cus_123",
                      "object": "customer",
                      "created": 123456789,
                      "email": "test@stripe.com",
                      "livemode": false,
                      "metadata": {}
                    }
                  },
                  "livemode": false,
                  "pending_webhooks": 1,
                  "request": {
                    "id": "req_123",
                    "idempotency_key": "idempotency-key-123"
                  },
                  "type": "customer.created"
                }
                """;
        assertThat(SignedEvent.header(1533204620, body, "webhook_secret"))
                .isEqualTo("t=1533204620,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7");
    }
}
