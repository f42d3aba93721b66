package ariadne.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * How clients and consoles find a cluster: {@code cluster.properties}, written by {@code up}.
 *
 * @param cluster its id
 * @param members node name to HOST:PORT for clients
 * @param admins node name to HOST:PORT for consoles; may be empty
 */
record ClusterFile(String cluster, Map<String, String> members, Map<String, String> admins) {
    static final String NAME = "cluster.properties";

    static ClusterFile load(Path file) {
        if (!Files.exists(file)) {
            throw new Usage("no cluster described in " + file
                    + "; start one with ./ariadne up, or give --cluster-file FILE");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Usage("can't read " + file + ": " + e.getMessage());
        }
        ClusterFile read = new ClusterFile(properties.getProperty("cluster", ""),
                named(properties, "member."), named(properties, "admin."));
        if (read.cluster.isEmpty() || read.members.isEmpty()) {
            throw new Usage(file + " names no cluster= or no member.NAME=HOST:PORT");
        }
        read.demandAddresses();
        return read;
    }

    void demandAddresses() {
        members.forEach((name, address) -> demandAddress("member." + name, address));
        admins.forEach((name, address) -> demandAddress("admin." + name, address));
    }

    private static void demandAddress(String key, String address) {
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > 65_535) {
            throw new Usage(key + "=" + address + " is no HOST:PORT");
        }
    }

    private static Map<String, String> named(Properties properties, String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().filter(key -> key.startsWith(prefix))
                .sorted(Comparator.comparingInt(String::length).thenComparing(k -> k))
                .forEach(key -> found.put(key.substring(prefix.length()),
                        properties.getProperty(key).trim()));
        return found;
    }

    void save(Path file) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write("cluster=" + cluster + "\n");
            for (Map.Entry<String, String> member : members.entrySet()) {
                writer.write("member." + member.getKey() + "=" + member.getValue() + "\n");
            }
            for (Map.Entry<String, String> admin : admins.entrySet()) {
                writer.write("admin." + admin.getKey() + "=" + admin.getValue() + "\n");
            }
        }
    }
}
