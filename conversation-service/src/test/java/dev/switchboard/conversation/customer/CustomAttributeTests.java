package dev.switchboard.conversation.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.conversation.customer.CustomAttribute.Type;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomAttributeTests {
    @ParameterizedTest
    @CsvSource({
        "TEXT,hello,true",
        "TEXT,a\0b,false",
        "DATE,2026-02-28,true",
        "DATE,2026-02-30,false",
        "DATE,+12026-02-2,false",
        "DATE,today,false",
        "LIST,pro,true",
        "LIST,gold,false",
        "NUMBER,12,false",
        "BOOLEAN,true,false",
    })
    void aTextFitsItsType(Type type, String text, boolean fits) {
        assertThat(attribute(type).faultOf(CustomValue.of(text)) == null).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"NUMBER,12.5,true", "NUMBER,1e29,true", "NUMBER,1e300,false", "TEXT,1,false", "LIST,1,false"})
    void aNumberFitsItsType(Type type, double number, boolean fits) {
        assertThat(attribute(type).faultOf(CustomValue.of(number)) == null).isEqualTo(fits);
    }

    private static CustomAttribute attribute(Type type) {
        return new CustomAttribute(new UUID(0, 1), "key", "Label", type, List.of("free", "pro"), Instant.EPOCH);
    }
}
