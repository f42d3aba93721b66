package ariadne.checker.edn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import ariadne.checker.oracle.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdnTest {

  @Test
  void reads_every_kind_of_value() {
    assertThat(Edn.parse("nil")).isNull();
    assertThat(Edn.parse("true")).isEqualTo(true);
    assertThat(Edn.parse("-17")).isEqualTo(-17L);
    assertThat(Edn.parse("+5N")).isEqualTo(5L);
    assertThat(Edn.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Edn.parse("9223372036854775808N"))
        .isEqualTo(BigInteger.ONE.shiftLeft(63));
    assertThat(Edn.parse("1.5e3")).isEqualTo(1500.0);
    assertThat(Edn.parse("1.50M")).isEqualTo(new BigDecimal("1.50"));
    assertThat(Edn.parse("##-Inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Edn.parse(":a/b")).isEqualTo(Keyword.of("a/b"));
    assertThat(Edn.parse("fn__12$x")).isEqualTo(new Symbol("fn__12$x"));
    assertThat(Edn.parse("\"a\\n\\\"\\u00e9\"")).isEqualTo("a\n\"é");
    assertThat(Edn.parse("\\newline")).isEqualTo('\n');
    assertThat(Edn.parse("\\é")).isEqualTo('é');
    assertThat(Edn.parse("(1 [2 ()])")).isEqualTo(List.of(1L, List.of(2L, List.of())));
    assertThat(Edn.parse("#{1 nil}")).isEqualTo(new java.util.HashSet<>(Arrays.asList(1L, null)));
    assertThat(Edn.parse("{:a 1, :b {}}"))
        .isEqualTo(Map.of(Keyword.of("a"), 1L, Keyword.of("b"), Map.of()));
  }

  @Test
  void ignores_tags_comments_and_discards() {
    assertThat(Edn.parse("#inst \"2026-01-01\"")).isEqualTo("2026-01-01");
    assertThat(Edn.parse("#a #b [#_ #_ 1 2 3 ; four\n #_[4] 5]")).isEqualTo(List.of(3L, 5L));
    assertThat(Edn.parse("#:jepsen{:a 1}")).isEqualTo(Map.of(Keyword.of("a"), 1L));
    assertThat(Edn.parse("#object[java.lang.Object 0x1f \"x\"]")).isEqualTo(
        List.of(new Symbol("java.lang.Object"), new Symbol("0x1f"), "x"));
    assertThat(Edn.parse("1\u0669")).isEqualTo(new Symbol("1\u0669"));
  }

  @ParameterizedTest
  @CsvSource({"'[1\n 2', 1, true", "'\n\n{:a', 3, true", "'[1 }', 1, false",
      "'\n\"abc\n', 2, true",
      "'{:a}', 1, false", "'', 1, true", "'1\n2', 2, false", "'\\abc', 1, false",
      "'#_', 1, true", "']', 1, false", "'#', 1, true"})
  void says_on_which_line_what_is_wrong(String text, int line, boolean truncated) {
    assertThatThrownBy(() -> Edn.parse(text))
        .isInstanceOfSatisfying(EdnException.class, e -> {
          assertThat(e.line()).isEqualTo(line);
          assertThat(e.truncated()).isEqualTo(truncated);
        });
  }

  @Test
  void refuses_forms_nested_too_deep_instead_of_overflowing_the_stack() {
    assertThatThrownBy(() -> Edn.parse("[".repeat(1_000_000)))
        .isInstanceOf(EdnException.class).hasMessageContaining("nested");
    String sets = "#{".repeat(65) + "}".repeat(65);
    assertThat(Edn.print(Edn.parse(sets))).isEqualTo(sets);
    assertThatThrownBy(() -> Edn.parse("[" + sets + "]")).hasMessageContaining("64 deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{:a 1, :b [1 2.5 nil \"x\\\"\"]}", "#{:x}", "[\\a \\newline 3M]",
      "123456789012345678901234567890N", "##NaN", "sym", "{}"})
  void prints_what_it_reads(String text) {
    assertThat(Edn.print(Edn.parse(text))).isEqualTo(text);
  }

  @Test
  void prints_long_values_over_several_lines_that_read_the_same() {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      map.put(Keyword.of("key-" + i),
          Arrays.asList("some text", (long) i, Set.of((long) i), null));
    }
    String text = Edn.pretty(List.of(map, map));
    assertThat(text.lines()).allMatch(line -> line.length() <= 100).hasSizeGreaterThan(30);
    assertThat(Edn.parse(text)).isEqualTo(List.of(map, map));
  }

  @Test
  void reads_back_random_values() {
    long seed = Seeds.next("edn");
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      Object value = value(random, 4);
      assertThat(Edn.parse(Edn.print(value))).isEqualTo(value);
    }
  }

  private static Object value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 6 : 9)) {
      case 0 -> null;
      case 1 -> random.nextLong();
      case 2 -> random.nextDouble();
      case 3 -> Keyword.of("k" + random.nextInt(9));
      case 4 -> text(random);
      case 5 -> (char) random.nextInt(33, 1 << 16);
      case 6 -> Arrays.asList(value(random, depth - 1), value(random, depth - 1));
      case 7 -> Set.of(random.nextInt(), text(random)).stream().map(Object::toString)
          .collect(java.util.stream.Collectors.toSet());
      default -> Map.of(random.nextLong(), text(random));
    };
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 128 : 1 << 16));
    }
    return text.toString();
  }

  @Test
  void aNumberOfAMillionDigitsIsAFaultAndNoHang() {
    assertThatThrownBy(() -> Edn.parse("[1 " + "7".repeat(1_000_000) + "]"))
        .isInstanceOf(EdnException.class).hasMessageContaining("1000000 characters");
    assertThat(Edn.parse("7".repeat(9_999))).isInstanceOf(java.math.BigInteger.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"#", "-#N", "-#M", "-0.#M", "-00000.#M", "#e-10005M", "#E+2147480000M"})
  void theLongestNumberReadsAgainInWhateverFormItIsPrinted(String shape) {
    Object number = Edn.parse(shape.replace("#", "7".repeat(10_000)));
    assertThat(number instanceof Number).isTrue();
    assertThat(Edn.parse(Edn.print(number))).isEqualTo(number);
    assertThatThrownBy(() -> Edn.parse(shape.replace("#", "7".repeat(10_001))))
        .isInstanceOf(EdnException.class).hasMessageContaining("the limit is 10000");
  }

  @Test
  void aFaultIsOneLineWhateverTheTextHolds() {
    assertThatThrownBy(() -> Edn.parse("##\n")).isInstanceOf(EdnException.class)
        .hasMessage("##? is not a number");
  }
}
