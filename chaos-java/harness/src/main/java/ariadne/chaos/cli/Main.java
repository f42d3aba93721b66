package ariadne.chaos.cli;

import ariadne.chaos.lab.LabInputException;
import ariadne.checker.history.BadHistoryException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line of the lab. Exit codes as Jepsen's: 0 valid, 1 invalid, 2 unknown, 254 bad
 * arguments, 255 the lab itself failed.
 */
@Command(name = "ariadne", description = "The chaos lab.",
        subcommands = {TestCommand.class, CheckCommand.class, MutantsCommand.class})
public final class Main {
    /** Exit code for arguments that can't be used. */
    static final int BAD_ARGUMENTS = 254;

    /** Exit code when the lab itself failed. */
    static final int LAB_FAILED = 255;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code. */
    static int run(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setParameterExceptionHandler((e, arguments) -> {
            PrintWriter err = e.getCommandLine().getErr();
            String command = e.getCommandLine().getParent() == null
                    ? "" : e.getCommandLine().getCommandName() + " ";
            err.println("ariadne: " + e.getMessage() + " (./ariadne " + command
                    + "--help tells what there is)");
            return BAD_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((e, command, result) -> {
            boolean bad = e instanceof BadArguments || e instanceof LabInputException
                    || e instanceof BadHistoryException;
            command.getErr().println("ariadne: " + (bad || e.getMessage() != null
                    ? e.getMessage() : e.toString()));
            return bad ? BAD_ARGUMENTS : LAB_FAILED;
        });
        try {
            return line.execute(args);
        } catch (Error e) {
            // Not left to the JVM: its exit code would be 1, and that means invalid.
            System.err.println("ariadne: the lab failed: " + e);
            return LAB_FAILED;
        }
    }
}
