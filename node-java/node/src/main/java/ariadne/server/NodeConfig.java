package ariadne.server;

import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.TreeMap;

/**
 * What a node is told by its {@code .properties} file.
 *
 * @param cluster id shared by all nodes of a cluster
 * @param self this node; not among the members when it joins later
 * @param data directory of the chain
 * @param listen where peers and clients connect
 * @param admin where the console connects
 * @param members the first ones, in the order of their ids
 * @param retention what is kept of the log
 * @param known where more members may be, since the first may all have left
 * @param rejoins whether a node whose directory is empty, or may have lost its promises, comes
 *     back by itself as a new member
 */
public record NodeConfig(String cluster, Member self, Path data, Address listen, Address admin,
        List<Member> members, Retention retention, List<Address> known, boolean rejoins) {
    /** What becomes of the log below a snapshot. */
    public enum Log { KEEP, ARCHIVE, DROP }

    /**
     * How snapshots and the log go together.
     *
     * @param snapshotBlocks applied between two snapshots
     */
    public record Retention(long snapshotBlocks, Log log) {
        public static final Retention STANDARD = new Retention(10_000, Log.ARCHIVE);
    }

    /** Most nodes that a cluster may have. */
    public static final int MAX_NODES = 9;

    private static final Set<String> KNOWN = Set.of("cluster", "node", "data", "listen", "admin",
            "snapshot.blocks", "log", "id", "known", "rejoin");

    /** A host and a port. */
    public record Address(String host, int port) {
        static Address parse(String key, String text) throws ConfigException {
            int colon = text.lastIndexOf(':');
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (colon > 0 && port > 0 && port < 65_536) {
                    return new Address(text.substring(0, colon), port);
                }
            } catch (NumberFormatException e) {
                // Told below, like every other way to be wrong.
            }
            throw new ConfigException(key + "=" + text + " is no HOST:PORT");
        }

        InetSocketAddress socket() {
            return new InetSocketAddress(host, port);
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** Reads a file; every mistake in it is one line that names the file. */
    public static NodeConfig load(Path file) throws ConfigException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new ConfigException("can't read the config file " + file + ": no such file");
        } catch (AccessDeniedException e) {
            throw new ConfigException("can't read the config file " + file + ": not allowed");
        } catch (CharacterCodingException e) {
            throw new ConfigException(
                    "can't read the config file " + file + ": it is no text in UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    "can't read the config file " + file + ": " + e.getMessage());
        }
        try {
            return of(properties);
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        }
    }

    /** From properties already read. */
    public static NodeConfig of(Properties properties) throws ConfigException {
        List<Member> members = members(properties);
        String name = need(properties, "node");
        Address listen = Address.parse("listen", need(properties, "listen"));
        Member self = self(properties, name, members, listen);
        Address admin = Address.parse("admin", need(properties, "admin"));
        if (listen.equals(admin)) {
            throw new ConfigException("listen and admin are both " + listen);
        }
        return new NodeConfig(need(properties, "cluster"), self,
                path("data", need(properties, "data")), listen, admin, members,
                retention(properties), known(properties), rejoins(properties));
    }

    /** The same node under the id of another member. */
    NodeConfig as(int id) {
        return new NodeConfig(cluster, new Member(id, self.name(), self.host(), self.port()), data,
                listen, admin, members, retention, known, rejoins);
    }

    /** Where other members may be, before the chain tells where they are. */
    List<Address> others() {
        return Stream.concat(members.stream().filter(m -> !m.name().equals(self.name()))
                .map(m -> new Address(m.host(), m.port())), known.stream()).distinct().toList();
    }

    private static List<Address> known(Properties properties) throws ConfigException {
        List<Address> known = new ArrayList<>();
        String text = properties.getProperty("known", "").trim();
        if (!text.isEmpty()) {
            for (String one : text.split("\\s*,\\s*", -1)) {
                known.add(Address.parse("known", one));
            }
        }
        if (known.size() > MAX_NODES) {
            throw new ConfigException("known names " + known.size() + " addresses; " + MAX_NODES
                    + " are the most");
        }
        return List.copyOf(known);
    }

    private static boolean rejoins(Properties properties) throws ConfigException {
        String rejoin = properties.getProperty("rejoin", "never").trim();
        if (!rejoin.matches("never|auto")) {
            throw new ConfigException("rejoin=" + rejoin + " is none of never, auto");
        }
        return rejoin.equals("auto");
    }

    /** One of the first members; or with {@code id}, one that joins them later. */
    private static Member self(Properties properties, String name, List<Member> members,
            Address listen) throws ConfigException {
        String id = properties.getProperty("id", "").trim();
        if (id.isEmpty()) {
            return members.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow(
                    () -> new ConfigException("node=" + name + " has no member." + name
                            + ", and no id= either, by which it would join"));
        }
        if (!id.matches("[1-9]\\d{0,8}") || Integer.parseInt(id) <= members.size()) {
            throw new ConfigException("id=" + id + ": a node that joins has a number above "
                    + members.size() + ", which ./ariadne member list tells");
        }
        return new Member(Integer.parseInt(id), name, listen.host(), listen.port());
    }

    private static Retention retention(Properties properties) throws ConfigException {
        String blocks = properties.getProperty("snapshot.blocks", ""
                + Retention.STANDARD.snapshotBlocks()).trim();
        String log = properties.getProperty("log", "archive").trim();
        if (!blocks.matches("[1-9]\\d{0,11}")) {
            throw new ConfigException("snapshot.blocks=" + blocks + " is no number of blocks");
        }
        if (!log.matches("keep|archive|drop")) {
            throw new ConfigException("log=" + log + " is none of keep, archive, drop");
        }
        return new Retention(
                Long.parseLong(blocks), Log.valueOf(log.toUpperCase(Locale.ROOT)));
    }

    private static Path path(String key, String text) throws ConfigException {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new ConfigException(key + "=" + e.getInput().replace("\0", "\\0")
                    + " is no path: " + e.getReason());
        }
    }

    private static List<Member> members(Properties properties) throws ConfigException {
        List<String> names = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("member.")) {
                names.add(key.substring("member.".length()));
            } else if (!KNOWN.contains(key)) {
                throw new ConfigException("unknown setting " + key);
            }
        }
        if (names.isEmpty() || names.size() > MAX_NODES) {
            throw new ConfigException("1 to " + MAX_NODES
                    + " member.NAME=HOST:PORT lines are needed, not " + names.size());
        }
        names.sort(Comparator.comparingInt(String::length).thenComparing(n -> n));
        List<Member> members = new ArrayList<>();
        for (String name : names) {
            Address address = Address.parse("member." + name, need(properties, "member." + name));
            for (Member other : members) {
                if (address.equals(new Address(other.host(), other.port()))) {
                    throw new ConfigException("member." + other.name() + " and member." + name
                            + " are both at " + address);
                }
            }
            members.add(new Member(members.size() + 1, name, address.host(), address.port()));
        }
        return List.copyOf(members);
    }

    private static String need(Properties properties, String key) throws ConfigException {
        String value = properties.getProperty(key, "").trim();
        if (value.isEmpty()) {
            throw new ConfigException("the setting " + key + " is missing");
        }
        return value;
    }

    /** The first members by id, name alone. */
    public Map<Integer, String> names() {
        Map<Integer, String> names = new TreeMap<>();
        members.forEach(member -> names.put(member.id(), member.name()));
        return names;
    }
}
