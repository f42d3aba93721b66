package ariadne.chaos.lab;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Network namespaces without root: a process that re-executes itself in user, network and mount
 * namespaces of its own may make bridges and further namespaces there, with no route to anywhere
 * else.
 */
public final class Namespaces {
    /** Set to 1 in the environment of a process that is inside. */
    public static final String INSIDE = "ARIADNE_LAB_INSIDE";

    // ip keeps the names of namespaces in /run, where an ordinary user may not write.
    private static final String ENTER = "mount -t tmpfs tmpfs /run && ip link set lo up && ";
    private static final String PROBE = ENTER + """
            ip netns add probe &&
            ip link add br0 type bridge &&
            ip link add v0 type veth peer name eth0 netns probe &&
            ip link set v0 master br0 up &&
            ip -n probe link set eth0 up &&
            ip -n probe neigh replace 10.77.0.12 lladdr 02:00:00:00:de:ad dev eth0 nud permanent &&
            ip netns exec probe true
            """;
    // Root needs no user namespace and may be refused one; others need it.
    private static final List<List<String>> WAYS = List.of(
            List.of("unshare", "-nm"), List.of("unshare", "-Urnm"));
    private static final long GRACE_SECONDS = 30;

    private static volatile Trial trial;

    private record Trial(List<String> unshare, Optional<String> whyNot) {}

    private Namespaces() {}

    /** Whether this process is already inside. */
    public static boolean inside() {
        return "1".equals(System.getenv(INSIDE));
    }

    /** Tries once, in some ten milliseconds, whether all that the lab needs works here. */
    public static boolean available() {
        return whyNot().isEmpty();
    }

    /** Why namespaces can't be had here; empty if they can. */
    public static Optional<String> whyNot() {
        return inside() ? Optional.empty() : tried().whyNot();
    }

    private static Trial tried() {
        Trial known = trial;
        if (known == null) {
            known = attempt();
            trial = known;
        }
        return known;
    }

    private static Trial attempt() {
        String why = "";
        for (List<String> unshare : WAYS) {
            List<String> probe = new ArrayList<>(unshare);
            probe.addAll(List.of("/bin/sh", "-c", PROBE));
            Tool.Result result = Tool.attempt(probe);
            if (result.exitCode() == 0) {
                return new Trial(unshare, Optional.empty());
            }
            why = String.join(" ", unshare) + ": " + result.output().strip().replace('\n', ' ');
        }
        return new Trial(List.of(), Optional.of(why));
    }

    /**
     * A command that runs the given one inside.
     *
     * @throws LabInputException where namespaces are refused
     */
    public static List<String> command(List<String> command) {
        Trial way = tried();
        if (way.whyNot().isPresent()) {
            throw new LabInputException("no network namespaces here: " + way.whyNot().get());
        }
        List<String> words = new ArrayList<>(way.unshare());
        words.addAll(List.of("/bin/sh", "-c", ENTER + "exec env " + INSIDE + "=1 \"$@\"", "sh"));
        words.addAll(command);
        return words;
    }

    /**
     * Runs this JVM's command once more, inside, on the same terminal, and waits for it. When this
     * process is asked to end (Ctrl-C) the other one gets time to clean up.
     *
     * @param mainClass to be run with the same JVM options and class path as this JVM
     * @return its exit code
     */
    public static int reexec(String mainClass, List<String> arguments) {
        List<String> java = new ArrayList<>();
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        java.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        java.addAll(arguments);
        try {
            Process inner = new ProcessBuilder(command(java)).inheritIO().start();
            Thread hook = new Thread(() -> end(inner), "end the lab inside");
            Runtime.getRuntime().addShutdownHook(hook);
            int exitCode = inner.waitFor();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM goes down: the hook sees for itself that the other one has ended.
                return exitCode;
            }
            return exitCode;
        } catch (IOException e) {
            throw new LabException("cannot start inside of namespaces: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the lab ran inside", e);
        }
    }

    private static void end(Process inner) {
        // unshare, sh and env exec, so this is the JVM; a second SIGINT or SIGTERM does not hurt
        // it.
        inner.destroy();
        try {
            if (!inner.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                inner.destroyForcibly();
            }
        } catch (InterruptedException e) {
            inner.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * To be called inside, once: ends this JVM when the one outside died without saying so, as
     * after SIGKILL.
     */
    public static void endWithParent() {
        ProcessHandle.current().parent().ifPresent(parent -> {
            var unused = parent.onExit().thenRun(() -> System.exit(255));
        });
    }
}
