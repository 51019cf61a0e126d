package dev.switchboard.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Mon, 2 Nov 2026 at 10:00, Acme <support@acme.test> wrote:\n> Where is it?\n>\n> Bye",
                "On Mon, 2 Nov 2026 at 10:00, Acme Support with a long name\n<support@acme.test> wrote:\n\n> Where is it?",
                "Am 02.11.26 um 10:00 schrieb Acme:\n> Wo ist es?",
                "Le lun. 2 nov. 2026 à 10:00, Acme a écrit :\n> Où est-il ?",
                "-----Original Message-----\nFrom: Acme\nWhere is it?",
                "-----Ursprüngliche Nachricht-----\nVon: Acme\nWo ist es?",
                "________________________________\nFrom: Acme <support@acme.test>\nSent: Monday\nTo: Jane\n\nWhere is it?",
                "Von: Acme <support@acme.test>\nGesendet: Montag\nAn: Jane\n\nWo ist es?",
                "> Where is it?"
            })
    void theMailsBeforeItAreTakenOff(String history) {
        assertThat(QuotedText.without("Order 123.\nThank you\n\n" + history)).isEqualTo("Order 123.\nThank you");
    }

    @Test
    void wordsBetweenAQuotationStay() {
        String between = "On Monday, Acme wrote:\n> Which order?\n123\n> Which size?\nL";
        assertThat(QuotedText.without(between)).isEqualTo(between);
    }

    @ParameterizedTest
    @ValueSource(strings = {"> only this", "From: here we go\nand on", "On Monday I wrote: nothing came", ""})
    void whatIsNoHistoryStays(String text) {
        assertThat(QuotedText.without(text)).isEqualTo(text);
    }
}
