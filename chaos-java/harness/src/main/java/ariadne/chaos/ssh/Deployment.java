package ariadne.chaos.ssh;

import ariadne.chaos.lab.LabException;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What Ansible put on a machine: the unit, and the config file that its node reads.
 *
 * @param program started by the unit, and the one that formats
 * @param user of the node
 * @param cluster id
 * @param data directory
 * @param members HOST by name of the node, as this machine's node reaches them
 */
record Deployment(String program, String user, String cluster, String data,
        Map<String, String> members) {
    static final String UNIT = "ariadne.service";
    static final String CONFIG = "/etc/ariadne/node.properties";
    static final String LOG = "/var/log/ariadne/node.log";

    /**
     * Looks at a machine.
     *
     * @throws LabException if nothing that this lab knows is deployed there
     */
    static Deployment of(SshMachine machine) {
        RootShell.Result unit = machine.attempt("systemctl show -p LoadState -p User -p ExecStart "
                + UNIT);
        Map<String, String> shown = lines(unit.output());
        if (unit.exitCode() != 0 || !"loaded".equals(shown.get("LoadState"))) {
            throw new LabException(machine.host() + " has no " + UNIT + "; deploy the nodes first,"
                    + " by ansible-playbook site.yml");
        }
        String start = shown.getOrDefault("ExecStart", "");
        String program = start.replaceAll("(?s).*?path=([^ ;]+).*", "$1");
        RootShell.Result config = machine.attempt("cat " + CONFIG);
        if (config.exitCode() != 0 || program.equals(start)) {
            throw new LabException(machine.host() + ": " + (config.exitCode() != 0
                    ? SshMachine.line(config.output()) : UNIT + " starts \"" + start + "\""));
        }
        return parse(machine, program, shown.getOrDefault("User", ""), config.output());
    }

    private static Deployment parse(SshMachine machine, String program, String user,
            String config) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(config));
        } catch (IOException | IllegalArgumentException e) {
            throw new LabException(machine.host() + ": " + CONFIG + ": " + e.getMessage(), e);
        }
        Map<String, String> members = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
            if (key.startsWith("member.")) {
                members.put(key.substring("member.".length()),
                        properties.getProperty(key).strip().replaceAll(":\\d+$", ""));
            }
        }
        String data = properties.getProperty("data", "").strip();
        String name = properties.getProperty("node", "").strip();
        if (!name.equals(machine.name())) {
            throw new LabException(machine.host() + " is " + machine.name()
                    + " in the inventory, and node=" + name + " in its " + CONFIG);
        }
        // It is emptied before a test: no slip of a template shall cost a machine its files.
        if (!data.matches("(/[\\w.-]+){3,}") || data.contains("/..")) {
            throw new LabException(machine.host() + ": data=" + data + " in " + CONFIG
                    + ": this lab empties no directory but one three levels deep");
        }
        return new Deployment(program, user.isEmpty() ? "root" : user,
                properties.getProperty("cluster", "").strip(), data, members);
    }

    /** The lines {@code Name=value} that systemctl prints. */
    static Map<String, String> lines(String text) {
        Map<String, String> lines = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                lines.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return lines;
    }
}
