package ariadne.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {
    @Test
    void treesOfEveryKind() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("none", null);
        tree.put("list", Arrays.asList(1, 2L, 2.5, 3.0, true, "x"));
        tree.put("ints", new int[] {1, -2});
        tree.put("longs", new long[] {Long.MAX_VALUE});
        tree.put("doubles", new double[] {0.25, Double.NaN, 4});
        tree.put("empty", List.of(Map.of(), new int[0], new ArrayList<>()));
        assertThat(Json.of(tree)).isEqualTo("{\"none\":null,\"list\":[1,2,2.5,3,true,\"x\"],"
                + "\"ints\":[1,-2],\"longs\":[9223372036854775807],\"doubles\":[0.25,null,4],"
                + "\"empty\":[{},[],[]]}");
    }

    @Test
    void noTextEndsTheScriptItStandsIn() {
        assertThat(Json.of("</script><!--&")).isEqualTo(
                "\"\\u003c/script\\u003e\\u003c!--\\u0026\"");
    }

    @Test
    void lineEndsQuotesAndControlsAreEscaped() {
        assertThat(Json.of("a\"\\\n\t\r\u0000\u2028\u2029\u007f")).isEqualTo(
                "\"a\\\"\\\\\\n\\t\\u000d\\u0000\\u2028\\u2029\\u007f\"");
    }

    @Test
    void halvesOfPairsAreEscapedAndWholePairsStay() {
        assertThat(Json.of("\ud83e\uddf5 \ud83e x \uddf5")).isEqualTo(
                "\"\ud83e\uddf5 \\ud83e x \\uddf5\"");
    }
}
