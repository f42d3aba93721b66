package ariadne.chaos.report;

import java.util.Locale;

/** Numbers and texts as the page spells them. */
final class Words {
    private Words() {}

    /** {@code 1.9 s}, {@code 38 ms}, {@code 2 min 5 s}. */
    static String duration(long nanos) {
        double seconds = nanos / 1e9;
        if (seconds >= 120) {
            long whole = Math.round(seconds);
            return whole % 60 == 0 ? whole / 60 + " min"
                    : whole / 60 + " min " + whole % 60 + " s";
        }
        if (seconds >= 1 || nanos == 0) {
            return trimmed(seconds, seconds >= 10 ? 1 : 2) + " s";
        }
        double millis = nanos / 1e6;
        return trimmed(millis, millis >= 10 ? 0 : millis >= 1 ? 1 : 3) + " ms";
    }

    /** {@code 22.914 s}: a moment of the run. */
    static String moment(long nanos, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f s", nanos / 1e9);
    }

    /** {@code 97,412}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 node}, {@code 5 nodes}. */
    static String counted(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** Both texts with a comma between, or the one that is not empty. */
    static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }

    /** A text that may stand in HTML, between tags and in quoted attributes. */
    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String trimmed(double number, int digits) {
        String text = String.format(Locale.ROOT, "%." + digits + "f", number);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
