package ariadne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys and values as people type them. */
class LiteralTest {
    @Test
    void jsonLiteralsStayWhatTheyAre() {
        for (String json : List.of("5", "-1.5e3", "true", "false", "null", "\"five\"", "[1,2]",
                "{\"a\":true}", "\"\"", "[]", "{}")) {
            assertThat(Literal.split(json)).containsExactly(json);
            assertThat(Literal.argument(json)).isEqualTo(json);
        }
    }

    @Test
    void theyAreStoredCompact() {
        assertThat(Literal.split("{ \"a\" : [ 1 , 2 ] }  [ \"x\" ]"))
                .containsExactly("{\"a\":[1,2]}", "[\"x\"]");
    }

    @Test
    void aBareWordIsAString() {
        assertThat(Literal.split("alice 5 b-2 007 tru 1,2 5} -"))
                .containsExactly("\"alice\"", "5", "\"b-2\"", "\"007\"", "\"tru\"", "\"1,2\"",
                        "\"5}\"", "\"-\"");
        assertThat(Literal.split("say\"so\"")).containsExactly("\"say\\\"so\\\"\"");
        assertThat(Literal.split("Ἀριάδνη")).containsExactly("\"Ἀριάδνη\"");
    }

    @Test
    void textInQuotesMayHoldBlanksAndQuotes() {
        assertThat(Literal.split("\"a b\" \"say \\\"so\\\"\""))
                .containsExactly("\"a b\"", "\"say \\\"so\\\"\"");
    }

    @Test
    void literalsNeedNoBlankBetweenThem() {
        assertThat(Literal.split("[1]{\"a\":2}\"x\""))
                .containsExactly("[1]", "{\"a\":2}", "\"x\"");
    }

    @Test
    void blankLinesHoldNothing() {
        assertThat(Literal.split("")).isEmpty();
        assertThat(Literal.split(" \t ")).isEmpty();
    }

    @Test
    void brokenJsonIsToldInOneLine() {
        for (String broken : List.of("{\"a\"", "[1,", "\"open", "{a:1}", "[1 2]",
                "{\"a\":1,\"a\":2}", "[".repeat(2000))) {
            assertThatThrownBy(() -> Literal.split(broken)).as(broken).isInstanceOf(Usage.class)
                    .message().startsWith("no JSON literal: ").doesNotContain("\n");
            assertThatThrownBy(() -> Literal.argument(broken)).isInstanceOf(Usage.class);
        }
    }

    @Test
    void anArgumentOfManyWordsIsOneString() {
        assertThat(Literal.argument("two words")).isEqualTo("\"two words\"");
        assertThat(Literal.argument("")).isEqualTo("\"\"");
        assertThat(Literal.argument(" ")).isEqualTo("\" \"");
    }

    @Test
    void absentIsShownAsSuch() {
        assertThat(Literal.text(null)).isEqualTo("(absent)");
        assertThat(Literal.text(Literal.bytes("\"Ἀ\""))).isEqualTo("\"Ἀ\"");
    }

    @Test
    void numbersInAStructureStayAsTheyWereTyped() {
        for (String json : List.of("[1e400]", "[0.10000000000000000055]", "{\"a\":-0.10}",
                "[123456789012345678901234567890]", "[1E+2,-0]")) {
            assertThat(Literal.split(json)).containsExactly(json);
        }
    }

    @Test
    void halfACharacterIsRefusedAndNotStoredAsAQuestionMark() {
        for (String half : List.of("\"\\ud800\"", "[\"\\udc00\"]", "a\ud800b",
                "{\"\\ud800\":1}")) {
            assertThatThrownBy(() -> Literal.split(half)).isInstanceOf(Usage.class)
                    .hasMessageContaining("half a character");
        }
        assertThat(Literal.split("\"\\ud83d\\ude00\"")).containsExactly("\"\uD83D\uDE00\"");
    }

    @Test
    void manyLiteralsInALineCostWhatTheirLengthCosts() {
        assertThat(Literal.split("[]".repeat(50_000))).hasSize(50_000);
    }
}
