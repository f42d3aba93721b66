package ariadne.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads lines until the end: with history and completion on a terminal, plainly from a pipe. */
final class Shell {
    /** What a line does. */
    interface Commands {
        /** Carries out a line, never a blank one; a {@link Usage} is printed, and on it goes. */
        void run(String line) throws IOException, InterruptedException;
    }

    private final String prompt;
    private final Path history;
    private final List<String> words;
    private final PrintStream out;

    /**
     * @param history where lines are kept between sessions
     * @param words completed by the tabulator key
     */
    Shell(String prompt, Path history, List<String> words, PrintStream out) {
        this.prompt = prompt;
        this.history = history;
        this.words = words;
        this.out = out;
    }

    void loop(Commands commands) throws IOException, InterruptedException {
        if (!Boolean.getBoolean("ariadne.terminal")) { // The launcher looked at stdin and stdout.
            piped(commands);
        } else {
            interactive(commands);
        }
    }

    private void piped(Commands commands) throws IOException, InterruptedException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (leaves(line) || !run(commands, line)) {
                return;
            }
        }
    }

    private void interactive(Commands commands) throws IOException, InterruptedException {
        DefaultParser parser = new DefaultParser();
        parser.setEscapeChars(new char[0]);
        parser.setQuoteChars(new char[0]);
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).parser(parser)
                    .completer(new StringsCompleter(words))
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true).build();
            while (true) {
                String line;
                try {
                    line = reader.readLine(prompt);
                } catch (UserInterruptException e) {
                    continue;
                } catch (EndOfFileException e) {
                    return;
                }
                if (leaves(line) || !run(commands, line)) {
                    return;
                }
            }
        }
    }

    private static boolean leaves(String line) {
        return List.of("quit", "exit").contains(line.trim());
    }

    private boolean run(Commands commands, String line) throws IOException, InterruptedException {
        if (line.isBlank()) {
            return true;
        }
        try {
            commands.run(line.trim());
        } catch (Usage e) {
            out.println(e.getMessage());
        }
        return !out.checkError();
    }
}
