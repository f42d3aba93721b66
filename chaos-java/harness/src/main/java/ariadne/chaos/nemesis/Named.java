package ariadne.chaos.nemesis;

import ariadne.chaos.lab.LabInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A constant that users know by a name in lower case with hyphens. */
interface Named {
    String name();

    default String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E> & Named> List<String> labels(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Named::label).toList();
    }

    /** @throws LabInputException if there is none of that name; it lists the known ones */
    static <E extends Enum<E> & Named> E of(Class<E> type, String what, String label) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.label().equals(label)).findFirst()
                .orElseThrow(() -> LabInputException.unknown(what, label, labels(type)));
    }
}
