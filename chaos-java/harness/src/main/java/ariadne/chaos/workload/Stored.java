package ariadne.chaos.workload;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.EdnException;

/** Values as they stand in the database. */
final class Stored {
    private Stored() {}

    /**
     * What a text says; the text itself when no workload can have written it. An exception would
     * end as an operation of unknown fate, and nobody would see what the database made of the
     * value.
     */
    static Object value(String text) {
        try {
            Object value = Edn.parse(text);
            return value == null ? text : value;
        } catch (EdnException e) {
            return text;
        }
    }
}
