package ariadne.chaos.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Kills the nodes when the harness itself dies without a chance to do so (SIGKILL, out of memory):
 * a shell that reads which processes live and, when its input ends, ends them.
 */
final class Watchdog implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=' '
            while read -r line; do
              pid=${line#?}
              case $line in
                +*) pids="$pids$pid " ;;
                -*) pids="${pids%%" $pid "*} ${pids#*" $pid "}" ;;
              esac
            done
            for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
            """;

    private final Process shell;

    Watchdog() {
        try {
            shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new LabException("cannot run /bin/sh: " + e.getMessage(), e);
        }
    }

    void lives(long pid) {
        tell("+" + pid);
    }

    void died(long pid) {
        tell("-" + pid);
    }

    private synchronized void tell(String line) {
        try {
            OutputStream input = shell.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            input.flush();
        } catch (IOException e) {
            // Closed, or killed by somebody: the orderly ways of ending nodes don't need it.
            shell.destroyForcibly();
        }
    }

    /** To be called when the nodes are dead; it kills nobody. */
    @Override
    public void close() {
        shell.destroyForcibly();
    }
}
