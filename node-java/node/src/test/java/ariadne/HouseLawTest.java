package ariadne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The laws of the blueprint, section 5, over the source of the whole repository. */
class HouseLawTest {
    private static final int LINES_BELOW = 400;
    private static final int METHOD_BELOW = 60;
    private static final int COLUMNS_BELOW = 100;

    /** Older source that is still wider; its lines get shorter when somebody passes by. */
    private static final Map<String, Integer> STILL_WIDER =
            Map.of("chaos-java/", 130, "node-java/paxos/", 130, "node-java/simulator/", 130);

    /** Made, not written. */
    private static final Set<String> MADE = Set.of("target", "store", "run", "node_modules");

    private static final Pattern FORBIDDEN =
            Pattern.compile("Abstract[A-Z].*|.*(Util|Utils|Helper|Manager|Impl|Common)s?");
    private static final Pattern FORBIDDEN_PACKAGE =
            Pattern.compile("utils?|helpers?|managers?|impl|commons?");

    /** No address but name spaces, this machine, and the home of the charts' library. */
    private static final Pattern FOREIGN = Pattern.compile("https?://(?!maven\\.apache\\.org/"
            + "(POM|xsd)|www\\W+w3|d3js\\W+org|127\\.0\\.0\\.1|localhost)[\\w-]");

    private static Path root;
    private static List<Path> files;

    @BeforeAll
    static void walk() throws IOException {
        root = Path.of("").toAbsolutePath();
        while (root != null && !(Files.isRegularFile(root.resolve("ariadne"))
                && Files.isRegularFile(root.resolve("pom.xml")))) {
            root = root.getParent();
        }
        assertThat(root).as("a directory above this one with the launcher").isNotNull();
        files = new ArrayList<>();
        collect(root);
        assertThat(files).hasSizeGreaterThan(100);
    }

    private static void collect(Path directory) throws IOException {
        try (Stream<Path> content = Files.list(directory)) {
            for (Path path : content.sorted().toList()) {
                String name = path.getFileName().toString();
                if (Files.isSymbolicLink(path)) {
                    continue;
                } else if (!Files.isDirectory(path)) {
                    files.add(path);
                } else if (!MADE.contains(name) && (!name.startsWith(".") || name.equals(".ci"))) {
                    collect(path);
                }
            }
        }
    }

    private static List<Path> java() {
        return files.stream().filter(f -> f.toString().endsWith(".java")).toList();
    }

    /** The lines of a text; none for bytes that are no text. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        return root.relativize(file).toString();
    }

    @Test
    void filesAreUnderFourHundredLines() {
        List<String> offenders = new ArrayList<>();
        for (Path file : files) {
            String name = name(file);
            boolean source = name.matches(".*\\.(java|js|css|html|clj|yml|md|xml|sh)")
                    || !name.contains(".");
            if (source && lines(file).size() >= LINES_BELOW) {
                offenders.add(name + ": " + lines(file).size() + " lines");
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void linesOfJavaAreUnderAHundredColumns() {
        List<String> offenders = new ArrayList<>();
        for (Path file : java()) {
            String name = name(file);
            int below = STILL_WIDER.entrySet().stream().filter(e -> name.startsWith(e.getKey()))
                    .map(Map.Entry::getValue).findFirst().orElse(COLUMNS_BELOW);
            int number = 0;
            for (String line : lines(file)) {
                number++;
                if (line.codePointCount(0, line.length()) >= below) {
                    offenders.add(name + ":" + number + ": " + line.length() + " columns");
                }
            }
        }
        assertThat(offenders).isEmpty();
    }

    /** By form: what opens with a brace at a line's end closes at the next one no deeper. */
    @Test
    void methodsAreUnderSixtyLines() {
        Pattern opening = Pattern.compile(
                "( {4,})(?!.*\\b(class|record|enum|interface|new)\\b)[A-Za-z@<].*\\).*\\{");
        List<String> offenders = new ArrayList<>();
        for (Path file : java()) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                Matcher matcher = opening.matcher(lines.get(i));
                if (matcher.matches()) {
                    int length = length(lines, i, matcher.group(1).length());
                    if (length >= METHOD_BELOW) {
                        offenders.add(name(file) + ":" + (i + 1) + ": " + length + " lines");
                    }
                }
            }
        }
        assertThat(offenders).isEmpty();
    }

    private static int length(List<String> lines, int from, int indent) {
        int end = from + 1;
        while (end < lines.size() && !lines.get(end).matches(" {0," + indent + "}\\}.*")) {
            end++;
        }
        return end - from + 1;
    }

    /** What needs real time is in the slow suite, be it by what it is helped by. */
    @Test
    void whoeverSleepsIsInTheSlowSuite() {
        Pattern sleeps = Pattern.compile("[A-Z]\\w*\\.sleep\\(|\\.parkNanos\\(");
        List<Path> tests = java().stream().filter(f -> name(f).contains("src/test/")).toList();
        Set<Path> sleepy = new TreeSet<>(tests.stream()
                .filter(f -> sleeps.matcher(String.join("\n", lines(f))).find()).toList());
        assertThat(sleepy).isNotEmpty();
        for (int known = 0; known < sleepy.size();) {
            known = sleepy.size();
            Set<Path> before = Set.copyOf(sleepy);
            tests.stream().filter(f -> before.stream().anyMatch(helper -> mentions(f, helper)))
                    .forEach(sleepy::add);
        }
        assertThat(sleepy).filteredOn(f -> f.toString().endsWith("Test.java"))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(lines(f)).as(name(f)).contains("@Tag(\"slow\")"));
    }

    /** Of one module: who uses a class names it. */
    private static boolean mentions(Path file, Path helper) {
        String module = name(helper).replaceFirst("src/test/.*", "");
        String type = helper.getFileName().toString().replace(".java", "");
        return name(file).startsWith(module + "src/test/") && !file.equals(helper)
                && Pattern.compile("\\b" + type + "\\b").matcher(String.join("\n", lines(file)))
                        .find();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<String> silent = new TreeSet<>();
        for (Path file : java()) {
            Path directory = file.getParent();
            String ofMain = name(directory).replace("src/test/java", "src/main/java");
            // A package that another module adds to is described where it lives.
            boolean described = files.stream().anyMatch(f -> f.endsWith("package-info.java")
                    && packageOf(name(f.getParent())).equals(packageOf(ofMain)));
            if (!described) {
                silent.add(name(directory));
            }
        }
        assertThat(silent).isEmpty();
    }

    private static String packageOf(String directory) {
        return directory.replaceFirst(".*src/(main|test)/java/?", "");
    }

    @Test
    void namesAreTheFields() {
        List<String> offenders = new ArrayList<>();
        for (Path file : java()) {
            String type = file.getFileName().toString().replace(".java", "");
            boolean badPackage = FORBIDDEN_PACKAGE.matcher(
                    file.getParent().getFileName().toString()).matches();
            if (badPackage || FORBIDDEN.matcher(type).matches()) {
                offenders.add(name(file));
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void noFileNamesAForeignAddress() {
        List<String> offenders = new ArrayList<>();
        for (Path file : files) {
            int number = 0;
            for (String line : lines(file)) {
                number++;
                if (FOREIGN.matcher(line).find()) {
                    offenders.add(name(file) + ":" + number);
                }
            }
        }
        assertThat(offenders).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        Pattern later = Pattern.compile("\\b(" + "TO" + "DO|FIX" + "ME|X" + "XX)\\b");
        List<String> offenders = new ArrayList<>();
        for (Path file : java()) {
            if (lines(file).stream().anyMatch(line -> later.matcher(line).find())) {
                offenders.add(name(file));
            }
        }
        assertThat(offenders).isEmpty();
    }
}
