package ariadne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command said, and its exit code. */
record Told(int code, String out, String err) {
    /** Runs a command of the real command line in this process. */
    static Told by(String... args) {
        return withInput("", args);
    }

    /** The same, with something to read. */
    static Told withInput(String input, String... args) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream toldOut = new ByteArrayOutputStream();
        ByteArrayOutputStream toldErr = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(toldOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(toldErr, true, StandardCharsets.UTF_8));
        try {
            int code = Main.run(args);
            return new Told(code, toldOut.toString(StandardCharsets.UTF_8),
                    toldErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** One line on standard error that says all of this, and exit code 254. */
    void refusedInOneLine(String... words) {
        assertThat(code).as(toString()).isEqualTo(254);
        assertThat(err.strip().lines()).as(err).hasSize(1);
        assertThat(err).startsWith("ariadne: ").contains(words).doesNotContain("Exception");
    }
}
