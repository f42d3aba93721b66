package ariadne.chaos.report;

import java.util.Iterator;
import java.util.Map;

/**
 * Writes JSON that may stand inside a {@code <script>} of a page: no {@code <} ever leaves it
 * bare, nor the two line ends that JSON allows and old scripts do not.
 */
final class Json {
    private final StringBuilder out = new StringBuilder(1 << 16);

    private Json() {}

    /**
     * The text of a tree of maps (with text keys), iterables, {@code int[]}, {@code long[]},
     * {@code double[]}, texts, numbers, booleans and {@code null}. A number that JSON does not
     * know becomes {@code null}.
     */
    static String of(Object tree) {
        Json json = new Json();
        json.value(tree);
        return json.out.toString();
    }

    private void value(Object value) {
        switch (value) {
            case null -> out.append("null");
            case Map<?, ?> map -> object(map);
            case Iterable<?> list -> array(list);
            case int[] numbers -> numbers(numbers);
            case long[] numbers -> numbers(numbers);
            case double[] numbers -> numbers(numbers);
            case Double d -> number(d);
            case Number n -> out.append(n);
            case Boolean b -> out.append(b);
            default -> text(value.toString());
        }
    }

    private void object(Map<?, ?> map) {
        out.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            text(entry.getKey().toString());
            out.append(':');
            value(entry.getValue());
            out.append(entries.hasNext() ? "," : "");
        }
        out.append('}');
    }

    private void array(Iterable<?> list) {
        out.append('[');
        Iterator<?> elements = list.iterator();
        while (elements.hasNext()) {
            value(elements.next());
            out.append(elements.hasNext() ? "," : "");
        }
        out.append(']');
    }

    private void numbers(int[] numbers) {
        out.append('[');
        for (int i = 0; i < numbers.length; i++) {
            out.append(i > 0 ? "," : "").append(numbers[i]);
        }
        out.append(']');
    }

    private void numbers(long[] numbers) {
        out.append('[');
        for (int i = 0; i < numbers.length; i++) {
            out.append(i > 0 ? "," : "").append(numbers[i]);
        }
        out.append(']');
    }

    private void numbers(double[] numbers) {
        out.append('[');
        for (int i = 0; i < numbers.length; i++) {
            out.append(i > 0 ? "," : "");
            number(numbers[i]);
        }
        out.append(']');
    }

    private void number(double d) {
        if (!Double.isFinite(d)) {
            out.append("null");
        } else if (d == Math.rint(d) && Math.abs(d) < 1e15) {
            out.append((long) d);
        } else {
            out.append(d);
        }
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (mustEscape(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean mustEscape(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
        }
        return c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u007f'
                || c == '\u2028' || c == '\u2029';
    }
}
