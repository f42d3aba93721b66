package ariadne.chaos.ssh;

import ariadne.chaos.lab.LabInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machines of the group {@code nodes} in an Ansible inventory.
 *
 * @param hosts 3 to 9, sorted by name
 */
public record Inventory(Path file, List<Host> hosts) {
    private static final String GROUP = "nodes";
    private static final int FEWEST = 3;
    private static final int MOST = 9;
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern KNOWN_HOSTS =
            Pattern.compile("UserKnownHostsFile[=\\s]\\s*(\"[^\"]*\"|\\S+)");

    public Inventory {
        hosts = List.copyOf(hosts);
    }

    /** Their names. */
    public List<String> nodes() {
        return hosts.stream().map(Host::name).toList();
    }

    /**
     * Reads a file.
     *
     * @throws LabInputException for whatever is wrong with it, in one line that names the file
     */
    public static Inventory read(Path file) {
        InventoryFile content = InventoryFile.read(file);
        if (!content.hasGroup(GROUP)) {
            throw new LabInputException("the inventory " + file + " has no group [" + GROUP + "]");
        }
        Set<String> names = content.hostsOf(GROUP);
        if (names.size() < FEWEST || names.size() > MOST) {
            throw new LabInputException("the inventory " + file + " has " + names.size()
                    + (names.size() == 1 ? " host" : " hosts") + " in [" + GROUP + "]; " + FEWEST
                    + " to " + MOST + " are needed, since fewer than " + FEWEST
                    + " survive no fault");
        }
        List<Host> hosts = new ArrayList<>();
        for (String name : names.stream().sorted().toList()) {
            if (!name.equals("n" + (hosts.size() + 1))) {
                throw new LabInputException("the inventory " + file + " names a host \"" + name
                        + "\" in [" + GROUP + "]; its " + names.size()
                        + " nodes are called n1 to n" + names.size()
                        + ", and ansible_host says where they are");
            }
            hosts.add(new Reader(file, name, content.variablesOf(name)).host());
        }
        for (int i = 1; i < hosts.size(); i++) {
            Host host = hosts.get(i);
            hosts.subList(0, i).stream().filter(other -> other.address().equals(host.address())
                    && other.port() == host.port()).findFirst().ifPresent(other -> {
                        throw new LabInputException("the inventory " + file + " has both "
                                + other.name() + " and " + host.name() + " at "
                                + host.address());
                    });
        }
        return new Inventory(file, hosts);
    }

    /** What the variables of one host say. */
    private record Reader(Path file, String name, Map<String, String> variables) {

        Host host() {
            String user = text("ansible_user").orElseGet(() -> System.getProperty("user.name"));
            String connection = text("ansible_connection").orElse("ssh");
            if (!connection.equals("ssh")) {
                throw bad("ansible_connection", "is " + connection + "; this lab speaks SSH");
            }
            return new Host(name, text("ansible_host").orElse(name), port("ansible_port", 22),
                    user, key(), knownHosts(), port("ariadne_port", 7001),
                    port("ariadne_admin_port", 7101));
        }

        private Optional<Path> key() {
            Optional<Path> key = text("ansible_ssh_private_key_file")
                    .or(() -> text("ansible_private_key_file")).map(this::path);
            key.filter(path -> !Files.isReadable(path)).ifPresent(path -> {
                throw bad("ansible_ssh_private_key_file", "names " + path
                        + ", and there is no such file that can be read");
            });
            return key;
        }

        private Path knownHosts() {
            for (String variable : List.of("ansible_ssh_common_args", "ansible_ssh_extra_args")) {
                Matcher matcher = KNOWN_HOSTS.matcher(text(variable).orElse(""));
                if (matcher.find()) {
                    Path path = path(matcher.group(1).replace("\"", ""));
                    if (!Files.isReadable(path)) {
                        throw bad(variable, "names the known-hosts file " + path
                                + ", and there is no such file that can be read");
                    }
                    return path;
                }
            }
            return home().resolve(".ssh/known_hosts");
        }

        private int port(String variable, int otherwise) {
            String text = text(variable).orElse("" + otherwise);
            if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1
                    || Integer.parseInt(text) > 65_535) {
                throw bad(variable, "is \"" + text + "\"; a port is 1 to 65535");
            }
            return Integer.parseInt(text);
        }

        private Path path(String text) {
            return (text.startsWith("~/") ? home().resolve(text.substring(2))
                    : file.toAbsolutePath().resolveSibling(text)).normalize();
        }

        private Optional<String> text(String variable) {
            return Optional.ofNullable(variables.get(variable)).filter(text -> !text.isBlank())
                    .map(text -> filled(variable, text));
        }

        private String filled(String variable, String text) {
            String filled = TEMPLATE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                    switch (match.group(1)) {
                        case "inventory_dir" -> file.toAbsolutePath().getParent().toString();
                        case "inventory_file" -> file.toAbsolutePath().toString();
                        case "inventory_hostname" -> name;
                        default -> match.group();
                    }));
            if (filled.contains("{{") || filled.contains("{%")) {
                throw bad(variable, "is \"" + text + "\"; of templates this lab knows"
                        + " {{ inventory_dir }} and {{ inventory_hostname }} only");
            }
            return filled;
        }

        private LabInputException bad(String variable, String what) {
            return new LabInputException(
                    "the inventory " + file + ": " + variable + " of " + name + " " + what);
        }

        private static Path home() {
            return Path.of(System.getProperty("user.home"));
        }
    }
}
