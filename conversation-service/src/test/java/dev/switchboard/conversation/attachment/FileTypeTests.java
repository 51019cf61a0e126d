package dev.switchboard.conversation.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTests {
    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000, image/png",
        "ffd8ffe000104a464946, image/jpeg",
        "474946383961, image/gif",
        "524946460000000057454250, image/webp",
        "524946460000000057415645, audio/wav",
        "255044462d312e37, application/pdf",
        "504b0304, application/zip",
        "0000001866747970697336d, video/mp4",
    })
    void theBytesSayWhatAFileIs(String hex, String type) {
        String even = hex.length() % 2 == 0 ? hex : hex + "0";
        assertThat(FileType.of(HexFormat.of().parseHex(even))).contains(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "order,total\n1,2\n", "\u738B\u5C0F\u660E", "{\"a\": 1 < 2}"})
    void textIsText(String text) {
        assertThat(FileType.of(text.getBytes(StandardCharsets.UTF_8))).contains("text/plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'>",
                "  <!DOCTYPE html>",
                "\uFEFF<html>",
                "hello <script>alert(1)</script>",
                "<?xml version='1.0'?>",
                "#!/bin/sh",
                "MZ\u0090\u0000\u0003",
                "\u007FELF\u0002\u0001\u0001\u0000"
            })
    void whatMightRunIsNothing(String text) {
        assertThat(FileType.of(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void aCharacterThatTheHeadCutsInTwoIsNoFault() {
        byte[] text = "\u738B".repeat(FileType.HEAD).getBytes(StandardCharsets.UTF_8);
        assertThat(FileType.of(Arrays.copyOf(text, FileType.HEAD))).contains("text/plain");
        assertThat(FileType.of(Arrays.copyOf(text, 100))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\temp\\cat.png, cat.png",
        "'', file",
        ".., file",
        "'a\u202Egnp.exe', agnp.exe",
        "'line\r\nbreak.txt', linebreak.txt"
    })
    void aNameHasNoFoldersAndNothingHidden(String sent, String name) {
        assertThat(FileName.of(sent)).isEqualTo(name);
    }
}
