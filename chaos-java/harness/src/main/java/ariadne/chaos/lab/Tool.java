package ariadne.chaos.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short-lived programs of the system: run, waited for, and quoted when they fail. */
final class Tool {
    private static final long TIMEOUT_MILLIS = 20_000;

    private Tool() {}

    /** What a program that ended said. */
    record Result(int exitCode, String output) {}

    /**
     * Runs to the end.
     *
     * @return its output
     * @throws LabException if it fails
     */
    static String run(List<String> command) {
        Result result = attempt(command);
        if (result.exitCode() != 0) {
            throw new LabException(String.join(" ", command) + ": exit code "
                    + result.exitCode() + ", " + result.output().strip());
        }
        return result.output();
    }

    static String run(String... command) {
        return run(List.of(command));
    }

    /**
     * Runs to the end, also badly; a program that can't be started has exit code 127.
     *
     * @throws LabException if it takes longer than 20 s
     */
    static Result attempt(List<String> command) {
        try {
            // Into a file: a program that hangs with a full pipe, or leaves a child that holds it,
            // would hang us.
            Path output = Files.createTempFile("ariadne-tool", ".txt");
            try {
                return attempt(command, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result attempt(List<String> command, Path output) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
        } catch (IOException e) {
            return new Result(127, e.getMessage());
        }
        try {
            if (!process.waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new LabException(String.join(" ", command) + " takes longer than "
                        + TIMEOUT_MILLIS + " ms");
            }
            return new Result(process.exitValue(),
                    new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted in " + String.join(" ", command), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
