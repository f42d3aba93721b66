package ariadne.chaos.lab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of faults, by the names that the command line and the report use. */
public enum FaultKind {
    PARTITION, KILL, PAUSE, CLOCK, DELAY, LOSS, MEMBERSHIP;

    /** The word for users: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of that name.
     *
     * @throws LabInputException if there is none; it lists the known ones
     */
    public static FaultKind of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst()
                .orElseThrow(() -> LabInputException.unknown("nemesis", label, labels()));
    }

    /** All names. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(FaultKind::label).toList();
    }
}
