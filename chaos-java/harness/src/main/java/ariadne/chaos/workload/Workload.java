package ariadne.chaos.workload;

import ariadne.checker.history.Op;
import ariadne.checker.model.Model;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/** A kind of test: which operations, how they are carried out, and what they must look like. */
public interface Workload {
    String name();

    /** What the checker holds the history against. */
    Model model();

    /** The functions of which at least one operation must succeed, or nothing was tested. */
    List<String> functions();

    /** The next operation of a process, as an invocation; called by many threads. */
    Op next(long process, Random random, long timeNanos);

    /** Carries an invocation out and returns its completion. */
    Op carryOut(Op invocation, Database database, LongSupplier clockNanos)
            throws InterruptedException;

    /** What is read when all faults are over: one read of each key that may still matter. */
    List<Op> finalReads(long process, long timeNanos);

    /** The workload with a name. */
    static Workload named(String name) {
        return switch (name) {
            case "register" -> new Register();
            case "set" -> new SetOfElements();
            default -> throw new IllegalArgumentException(
                    "unknown workload " + name + "; there are: " + String.join(", ", NAMES));
        };
    }

    /** All names. */
    List<String> NAMES = List.of("register", "set");
}
