package dev.switchboard.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class WordingTests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"text","text":{"body":"Hello"}}                                          | Hello
            {"text":{"body":"Hello"}}                                                        | Hello
            {"type":"image","image":{"id":"1","mime_type":"image/jpeg","caption":"My shoe"}} | [image] My shoe
            {"type":"sticker","sticker":{"id":"1"}}                                          | [sticker]
            {"type":"document","document":{"id":"1","filename":"bill.pdf"}}                  | [document] bill.pdf
            {"type":"location","location":{"latitude":1.5,"longitude":2.5,"name":"Shop"}}    | [location] Shop (1.5, 2.5)
            {"type":"contacts","contacts":[{"name":{"formatted_name":"Ann"}}]}               | [contacts] Ann
            {"type":"interactive","interactive":{"button_reply":{"id":"1","title":"Yes"}}}   | Yes
            {"type":"interactive","interactive":{"list_reply":{"id":"1","title":"Blue"}}}    | Blue
            {"type":"button","button":{"text":"Order status"}}                               | Order status
            {"type":"reaction","reaction":{"emoji":"👍"}}                                     | [reaction] 👍
            {"type":"unsupported"}                                                           | [unsupported]
            {"type":"hologram"}                                                              | [hologram]
            """)
    void everyTypeHasWords(String json, String words) {
        CloudWebhook.Message message = new JsonMapper().readValue(json, CloudWebhook.Message.class);
        assertThat(Wording.of(message)).isEqualTo(words);
    }
}
