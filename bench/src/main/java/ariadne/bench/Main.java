package ariadne.bench;

import java.io.PrintWriter;
import picocli.CommandLine;

/** The command line of the bench. Exit codes: 0 done, 254 bad arguments, 255 a peer failed. */
public final class Main {
    /** Exit code for arguments that can't be used. */
    static final int BAD_ARGUMENTS = 254;

    /** Exit code when a trial could not be made. */
    static final int FAILED = 255;

    private Main() {}

    /** Runs the bench and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs the bench and returns its exit code. */
    static int run(String[] args) {
        CommandLine line = new CommandLine(new BenchCommand());
        line.setParameterExceptionHandler((e, arguments) -> {
            refuse(e.getCommandLine().getErr(), e.getMessage());
            return BAD_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((e, command, result) -> {
            if (e instanceof BadArguments) {
                refuse(command.getErr(), e.getMessage());
                return BAD_ARGUMENTS;
            }
            command.getErr().println("ariadne: " + (e.getMessage() != null
                    ? e.getMessage() : e.toString()));
            return FAILED;
        });
        try {
            return line.execute(args);
        } catch (Error e) {
            // Not left to the JVM: its exit code would be 1.
            System.err.println("ariadne: the bench failed: " + e);
            return FAILED;
        }
    }

    private static void refuse(PrintWriter err, String why) {
        err.println("ariadne: " + why + " (./ariadne bench --help tells what there is)");
    }
}
