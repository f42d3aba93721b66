package ariadne.chaos.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Nodes that stopped by themselves, with what their logs say of it. */
final class Crashes {
    private static final String FATAL = "FATAL ";

    private Crashes() {}

    /**
     * Adds to each sentence the first fatal line of that node's log.
     *
     * @param sentences each begins with the node's name
     * @param directory that holds a directory per node
     */
    static List<String> explained(List<String> sentences, Path directory) throws IOException {
        List<String> explained = new ArrayList<>();
        for (String sentence : sentences) {
            Path log = directory.resolve(sentence.split(" ", 2)[0]).resolve("node.log");
            explained.add(sentence + fatal(log).map(line -> " (" + line + ")").orElse(""));
        }
        return explained;
    }

    private static Optional<String> fatal(Path log) throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(FATAL)).findFirst()
                    .map(line -> line.substring(line.indexOf(FATAL) + FATAL.length()).strip());
        }
    }
}
