package ariadne.chaos.nemesis;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Phrases for people. */
final class Words {
    private Words() {}

    /** {@code n1}, {@code n1 and n2}, {@code n1, n2 and n3}. */
    static String list(Collection<String> nodes) {
        String joined = String.join(", ", nodes);
        int last = joined.lastIndexOf(", ");
        return last < 0 ? joined
                : joined.substring(0, last) + " and " + joined.substring(last + 2);
    }

    /** Who does not hear whom, receiver by receiver. */
    static String oneWay(Grudge grudge) {
        Map<String, Set<String>> unheard = new TreeMap<>();
        grudge.cuts().forEach(cut -> unheard
                .computeIfAbsent(cut.to(), to -> new TreeSet<>()).add(cut.from()));
        return unheard.entrySet().stream()
                .map(entry -> entry.getKey() + " does not hear " + list(entry.getValue()))
                .collect(Collectors.joining("; "));
    }

    /** With a sign and a unit that fits: {@code +250 ms}, {@code -12.3 s}. */
    static String signedMillis(long millis) {
        return Math.abs(millis) < 1000 ? String.format(Locale.ROOT, "%+d ms", millis)
                : String.format(Locale.ROOT, "%+.1f s", millis / 1000.0);
    }
}
