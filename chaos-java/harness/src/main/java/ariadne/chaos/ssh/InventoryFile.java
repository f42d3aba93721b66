package ariadne.chaos.ssh;

import ariadne.chaos.lab.LabInputException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Ansible inventory in INI form: groups of hosts, groups of groups, variables of both. As
 * Ansible has it, a host's own variables come before those of its groups, an inner group's before
 * an outer one's, and {@code all} comes last.
 */
final class InventoryFile {
    private static final Pattern SECTION =
            Pattern.compile("\\[([\\w.-]+)(?::(vars|children))?]\\s*(?:[#;].*)?");
    private static final Pattern RANGE = Pattern.compile("(.*)\\[(\\d{1,4}):(\\d{1,4})](.*)");
    private static final int MOST_HOSTS = 1000;

    private final Path file;
    private final Map<String, Set<String>> hosts = new LinkedHashMap<>();
    private final Map<String, Set<String>> children = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> groupVariables = new HashMap<>();
    private final Map<String, Map<String, String>> hostVariables = new HashMap<>();
    private int number;

    private InventoryFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws LabInputException in one line, with file and line number
     */
    static InventoryFile read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new LabInputException("there is no inventory " + file);
        } catch (CharacterCodingException e) {
            throw new LabInputException("the inventory " + file + " is no text in UTF-8");
        } catch (IOException e) {
            throw new LabInputException("the inventory " + file + " can't be read: "
                    + (Files.isDirectory(file) ? "it is a directory" : e.getMessage()));
        }
        InventoryFile inventory = new InventoryFile(file);
        inventory.parse(lines);
        return inventory;
    }

    private void parse(List<String> lines) {
        String group = "ungrouped";
        String part = null;
        for (String raw : lines) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (line.startsWith("[") && !RANGE.matcher(line.split("\\s", 2)[0]).matches()) {
                Matcher section = SECTION.matcher(line);
                if (!section.matches()) {
                    throw bad(line + " is no [group], [group:vars] or [group:children]");
                }
                group = section.group(1);
                part = section.group(2);
                hosts.putIfAbsent(group, new LinkedHashSet<>());
            } else if (part == null) {
                host(group, line);
            } else if (part.equals("vars")) {
                variable(group, line);
            } else {
                children.computeIfAbsent(group, g -> new LinkedHashSet<>())
                        .add(words(line).getFirst());
            }
        }
    }

    private void host(String group, String line) {
        List<String> words = words(line);
        Map<String, String> variables = new HashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw bad("\"" + word + "\" is no variable=value");
            }
            variables.put(word.substring(0, equals), word.substring(equals + 1));
        }
        for (String name : expanded(words.getFirst())) {
            hosts.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(name);
            hostVariables.computeIfAbsent(name, n -> new HashMap<>()).putAll(variables);
        }
    }

    private void variable(String group, String line) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            throw bad("\"" + line + "\" is no variable=value");
        }
        groupVariables.computeIfAbsent(group, g -> new HashMap<>()).put(
                line.substring(0, equals).strip(),
                String.join(" ", words(line.substring(equals + 1).strip())));
    }

    /** {@code n[1:5]} as its five names. */
    private List<String> expanded(String pattern) {
        Matcher range = RANGE.matcher(pattern);
        if (!range.matches()) {
            return List.of(pattern);
        }
        int first = Integer.parseInt(range.group(2));
        int last = Integer.parseInt(range.group(3));
        if (last < first || last - first >= MOST_HOSTS) {
            throw bad("\"" + pattern + "\" is no range of 1 to " + MOST_HOSTS + " hosts");
        }
        List<String> names = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            names.add(range.group(1)
                    + String.format("%0" + range.group(2).length() + "d", i) + range.group(4));
        }
        return names;
    }

    /** As a shell splits them: quotes keep spaces, a hash after a space ends the line. */
    private List<String> words(String line) {
        try {
            return Words.of(line);
        } catch (IllegalArgumentException e) {
            throw bad(e.getMessage());
        }
    }

    private LabInputException bad(String what) {
        return new LabInputException(file + ", line " + number + ": " + what);
    }

    Path file() {
        return file;
    }

    boolean hasGroup(String group) {
        return hosts.containsKey(group);
    }

    /** In the order of the file, those of inner groups included. */
    Set<String> hostsOf(String group) {
        Set<String> found = new LinkedHashSet<>();
        collect(group, found, new LinkedHashSet<>());
        return found;
    }

    private void collect(String group, Set<String> found, Set<String> seen) {
        if (seen.add(group)) {
            found.addAll(hosts.getOrDefault(group, Set.of()));
            children.getOrDefault(group, Set.of()).forEach(child -> collect(child, found, seen));
        }
    }

    /** Everything that is said of a host. */
    Map<String, String> variablesOf(String host) {
        Map<String, String> variables =
                new HashMap<>(groupVariables.getOrDefault("all", Map.of()));
        hosts.keySet().stream().filter(group -> !group.equals("all"))
                .filter(group -> hostsOf(group).contains(host))
                .sorted((a, b) -> Integer.compare(depth(a, Set.of()), depth(b, Set.of())))
                .forEach(group ->
                        variables.putAll(groupVariables.getOrDefault(group, Map.of())));
        variables.putAll(hostVariables.getOrDefault(host, Map.of()));
        return variables;
    }

    /** How many groups lie around this one; a group inside of itself ends the count. */
    private int depth(String group, Set<String> below) {
        if (below.contains(group)) {
            return 0;
        }
        Set<String> inner = new LinkedHashSet<>(below);
        inner.add(group);
        return children.entrySet().stream().filter(entry -> entry.getValue().contains(group))
                .mapToInt(entry -> 1 + depth(entry.getKey(), inner)).max().orElse(0);
    }
}
