package dev.switchboard.conversation.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.common.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTests {
    @Test
    void wordsPhrasesPrefixesAndExclusionsAreToldApart() {
        Terms terms = Terms.of("late \"my parcel\" deliv* -refund -\"no thanks\"");
        assertThat(terms.kinds()).containsExactly("word", "phrase", "prefix", "not word", "not phrase");
        assertThat(terms.parts()).containsExactly("late", "my parcel", "deliv", "refund", "no thanks");
    }

    @Test
    void anOpenQuotationMarkIsAPhraseToTheEnd() {
        assertThat(Terms.of("\"my parcel is").parts()).containsExactly("my parcel is");
    }

    @Test
    void onlyAWholeNumberIsATicket() {
        assertThat(Terms.of("#1234").number()).isEqualTo(1234);
        assertThat(Terms.of("1234").number()).isEqualTo(1234);
        assertThat(Terms.of("order 1234").number()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "-refund", "ab*", "a\0b"})
    void whatCannotBeLookedForNamesTheField(String text) {
        assertThatThrownBy(() -> Terms.of(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.fields()).containsKey("q"));
    }

    @Test
    void aSingleSignMayBeAPrefix() {
        assertThat(Terms.of("退*").kinds()).containsExactly("prefix");
    }

    @Test
    void aSnippetEscapesTheTextAndMarksWhatWasFound() {
        assertThat(Snippet.html("<img src=x onerror='a'> \u0002late\u0003 & \"so\""))
                .isEqualTo("&lt;img src=x onerror=&#39;a&#39;&gt; <mark>late</mark> &amp; &quot;so&quot;");
    }

    @Test
    void aCursorReadsWhatItWrote() {
        SearchCursor cursor = new SearchCursor(8_191, 10_000, 0.06079271f, 77);
        assertThat(SearchCursor.parse(cursor.text())).contains(cursor);
        assertThat(SearchCursor.parse("nonsense")).isEmpty();
    }
}
