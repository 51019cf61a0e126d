package dev.switchboard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalTargetTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '~',
            value = {
                "/api/search?q=a|b /api/search?q=a%7Cb",
                "/api/search?q={x}&r=\"y\" /api/search?q=%7Bx%7D&r=%22y%22",
                "/api/conversations?after=%%% /api/conversations?after=%25%25%25",
                "/api/conversations?after=%4 /api/conversations?after=%254",
                "/api/%zz /api/%25zz",
                "/a[0]?b[0]=1 /a%5B0%5D?b[0]=1",
            })
    void whatAUriMayNotHaveIsEscaped(String sent, String legal) {
        assertThat(LegalTarget.legal(sent)).isEqualTo(legal);
        assertThatCode(() -> URI.create(legal)).doesNotThrowAnyException();
    }

    @Test
    void whatIsLegalIsNotTouched() {
        for (String target : new String[] {"/", "/api/a%20b?c=%F0%9F%98%80&d=e;f#g", "/socket.io/?EIO=4&t=P.x!", "*"}) {
            assertThat(LegalTarget.legal(target)).isSameAs(target);
        }
    }
}
