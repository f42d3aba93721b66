package ariadne.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command line of the database. Exit codes: 0 done, 1 not done, 254 bad arguments, 255 failed.
 */
@Command(name = "ariadne", description = "A replicated key-value store whose log is a chain.",
        subcommands = {Up.class, Client.class, Console.class,
            Servers.Format.class, Servers.Serve.class, Servers.Verify.class, Once.Get.class,
            Once.Put.class, Once.Delete.class, Once.Cas.class, Once.Status.class,
            Members.class})
public final class Main {
    /** Bad arguments, as Jepsen's command line says it. */
    static final int BAD_ARGUMENTS = 254;

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    private boolean help;

    private Main() {}

    /** Runs one command and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code. */
    static int run(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setParameterExceptionHandler((e, arguments) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println("ariadne: " + e.getMessage());
            err.println("try ./ariadne " + e.getCommandLine().getCommandName() + " --help");
            return BAD_ARGUMENTS;
        });
        line.setExecutionExceptionHandler((e, command, result) -> {
            command.getErr().println("ariadne: "
                    + (e instanceof Usage ? e.getMessage() : e.toString()));
            return e instanceof Usage ? BAD_ARGUMENTS : 255;
        });
        return line.execute(args);
    }
}
