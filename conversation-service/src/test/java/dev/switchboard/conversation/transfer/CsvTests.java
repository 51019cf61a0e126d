package dev.switchboard.conversation.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {
    @Test
    void cellsComeBackAsTheyWere() {
        List<String> cells =
                List.of("plain", "a, b", "say \"hi\"", "two\nlines", "=1+1", "-5", "@me", "+49", "'tis", "");
        String line = Csv.line(cells);
        assertThat(Csv.cells(line.substring(0, line.length() - 2))).isEqualTo(cells);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx"})
    void noCellIsAFormula(String cell) {
        assertThat(Csv.line(List.of(cell))).startsWith("'");
    }

    @Test
    void nothingIsAnEmptyCell() {
        assertThat(Csv.line(Arrays.asList("a", null, "b"))).isEqualTo("a,,b\r\n");
        assertThat(Csv.cells("a,,b")).containsExactly("a", "", "b");
        assertThat(Csv.cells("a,")).containsExactly("a", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"a\"b,c"})
    void brokenQuotesAreRefused(String line) {
        assertThatThrownBy(() -> Csv.cells(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void linesAreCutHoweverTheBytesArrive() {
        byte[] text = "\uFEFFa,\"x\ny\"\r\n\nb,é\nlast".getBytes(StandardCharsets.UTF_8);
        LineSplitter splitter = new LineSplitter(Format.CSV, 100);
        List<LineSplitter.Line> lines = new ArrayList<>();
        for (byte b : text) {
            lines.addAll(splitter.take(new byte[] {b}));
        }
        lines.addAll(splitter.finish());
        assertThat(lines)
                .containsExactly(
                        new LineSplitter.Line(1, "a,\"x\ny\""),
                        new LineSplitter.Line(3, "b,é"),
                        new LineSplitter.Line(4, "last"));
    }

    @Test
    void aLongLineIsRefusedAndTheNextOneTaken() {
        LineSplitter splitter = new LineSplitter(Format.JSONL, 4);
        assertThat(splitter.take("12345\n1234\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new LineSplitter.Line(1, null), new LineSplitter.Line(2, "1234"));
    }
}
