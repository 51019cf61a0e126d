package dev.switchboard.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressTests {
    private final ClientAddress trusting = new ClientAddress(List.of("10.0.0.0/8", "fd00::/8"));

    @Test
    void aStrangersHeaderIsNotBelieved() {
        assertThat(trusting.of(request("192.0.2.1", "198.51.100.7"))).isEqualTo("192.0.2.1");
        assertThat(new ClientAddress(List.of()).of(request("127.0.0.1", "198.51.100.7")))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void aTrustedProxySaysWhoTheClientIsAndItsOwnClientDoesNot() {
        assertThat(trusting.of(request("10.0.0.1", "198.51.100.7"))).isEqualTo("198.51.100.7");
        assertThat(trusting.of(request("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.0.0.2")))
                .isEqualTo("198.51.100.7");
        assertThat(trusting.of(request("10.0.0.1", "1.1.1.1, nonsense"))).isEqualTo("10.0.0.1");
    }

    @Test
    void anIpv6ClientIsItsWholeNetwork() {
        assertThat(trusting.of(request("2001:db8:1:2::1", null)))
                .isEqualTo(trusting.of(request("2001:db8:1:2:ffff::9", null)))
                .isNotEqualTo(trusting.of(request("2001:db8:1:3::1", null)));
    }

    @Test
    void theWholeAddressIsWrittenAsPeopleWriteIt() {
        assertThat(trusting.exact(request("::1", null))).isEqualTo("::1");
        assertThat(trusting.exact(request("fd00::1", "2001:DB8:0:0:0:0:0:9"))).isEqualTo("2001:db8::9");
        assertThat(trusting.exact(request("192.0.2.1", null))).isEqualTo("192.0.2.1");
    }

    private static MockServerHttpRequest request(String peer, String forwarded) {
        MockServerHttpRequest.BaseBuilder<?> request =
                MockServerHttpRequest.get("/").remoteAddress(new InetSocketAddress(peer, 4711));
        return (forwarded == null ? request : request.header("X-Forwarded-For", forwarded)).build();
    }
}
