package ariadne.chaos.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a node is launched; a mutant is another value of this.
 *
 * @param javaAndClasspath the JVM, its options, {@code -cp} and the class path
 * @param mainClass with the sub-commands {@code format} and {@code server}
 * @param extraServerArgs put behind {@code server --config FILE ...}
 */
public record NodeCommand(List<String> javaAndClasspath, String mainClass,
        List<String> extraServerArgs) {
    public NodeCommand {
        javaAndClasspath = List.copyOf(javaAndClasspath);
        extraServerArgs = List.copyOf(extraServerArgs);
    }

    List<String> format(Path config) {
        return words("format", "--config", config.toString());
    }

    List<String> server(Path config, Path labClock) {
        List<String> words = words("server", "--config", config.toString(),
                "--lab-clock", labClock.toString());
        words.addAll(extraServerArgs);
        return words;
    }

    private List<String> words(String... rest) {
        List<String> words = new ArrayList<>(javaAndClasspath);
        words.add(mainClass);
        words.addAll(List.of(rest));
        return words;
    }
}
