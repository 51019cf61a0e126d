package dev.switchboard.conversation.canned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholderTests {
    private static final Map<Placeholder, String> KNOWN =
            Map.of(Placeholder.CUSTOMER_NAME, "$1 {{agent.name}} \\", Placeholder.AGENT_NAME, "Jane");

    @Test
    void whatIsPutInIsNeverReadAgain() {
        assertThat(Placeholder.fill("{{customer.name}}/{{ agent.name }}", KNOWN))
                .isEqualTo("$1 {{agent.name}} \\/Jane");
    }

    @Test
    void whereNothingIsKnownTheOtherWordStands() {
        assertThat(Placeholder.fill("[{{customer.email}}][{{customer.email|there}}]", KNOWN))
                .isEqualTo("[][there]");
    }

    @Test
    void unknownPlacesAreNamedAndLeftAlone() {
        String text = "{{customer.password}} {{}} {{customer.name}} {single} {{";
        assertThat(Placeholder.unknown(text)).containsExactly("customer.password", "");
        assertThat(Placeholder.fill("{{customer.password}}", KNOWN)).isEqualTo("{{customer.password}}");
    }
}
