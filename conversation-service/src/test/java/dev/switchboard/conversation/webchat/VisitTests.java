package dev.switchboard.conversation.webchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.common.contract.Address;
import dev.switchboard.common.contract.Channel;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class VisitTests {
    private static final UUID ACCOUNT = UUID.fromString("0199d3a0-0000-7000-8000-000000000001");
    private static final UUID INBOX = UUID.fromString("0199d3a0-0000-7000-8000-0000000000a1");

    /// The gateway names the same visitors so.
    @Test
    void theAddressIsThatOfTheSameVisitorsSocket() {
        assertThat(Visit.unproven(ACCOUNT, INBOX, "ada", "s-1").address())
                .isEqualTo(new Address(INBOX, Channel.WEB, "ada|s-1", "s-1"));
        assertThat(Visit.unproven(ACCOUNT, INBOX, null, "s-1").address())
                .isEqualTo(new Address(INBOX, Channel.WEB, "visitor-58db5ef1-b06a-3960-8ec3-93c13f43f135|s-1", "s-1"));
        assertThat(Visit.proven(ACCOUNT, INBOX, "ada", null).address())
                .isEqualTo(new Address(INBOX, Channel.WEB, "ada", "user-4125d4e6-40d3-3d6b-9bb1-529210ca2cb9"));
    }

    @Test
    void noProvenIdentityHasABar() {
        assertThat(Visit.identity("a|b%7C")).isEqualTo("a%7Cb%257C");
        assertThat(Visit.identity("a%7Cb|")).isNotEqualTo(Visit.identity("a|b%7C"));
    }
}
