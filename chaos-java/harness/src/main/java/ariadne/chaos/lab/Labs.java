package ariadne.chaos.lab;

import java.util.List;

/** Which lab of this machine to use, and why. */
public final class Labs {
    private static final List<String> NAMES = List.of("auto", "namespaces", "proxy", "ssh");

    private Labs() {}

    /**
     * A decision.
     *
     * @param lab {@code namespaces} or {@code proxy}
     * @param why a phrase for the user
     */
    public record Choice(String lab, String why) {

        /** Whether this process must first go inside with {@link Namespaces#reexec}. */
        public boolean needsReexec() {
            return lab.equals("namespaces") && !Namespaces.inside();
        }

        /** The same with the nodes that it shall run. */
        public ChosenLab running(NodeCommand command) {
            return new ChosenLab(lab, why, (nodes, cluster, directory) ->
                    open(new LabSettings(nodes, cluster, directory, command)));
        }

        /**
         * Makes the lab; no node is started.
         *
         * @throws LabInputException when ports that were asked for are in use
         */
        public Lab open(LabSettings settings) {
            return new LocalLab(settings, lab.equals("namespaces")
                    ? new NamespaceNetwork(settings.nodes()) : new ProxyNetwork(settings));
        }
    }

    /**
     * Decides.
     *
     * @param wanted {@code auto}, {@code namespaces} or {@code proxy}
     * @throws LabInputException for another name, and for namespaces where they are refused; also
     *     for {@code ssh}, which is no lab of this machine
     */
    public static Choice choose(String wanted) {
        return switch (wanted) {
            case "auto" -> Namespaces.whyNot()
                    .map(why -> new Choice("proxy", "no network namespaces here (" + why + ")"))
                    .orElseGet(() -> new Choice("namespaces",
                            "network namespaces work here, so the kernel itself loses packets"));
            case "namespaces" -> {
                Namespaces.whyNot().ifPresent(why -> {
                    throw new LabInputException("--lab namespaces: they are refused here (" + why
                            + "); --lab proxy works everywhere");
                });
                yield new Choice("namespaces", "asked for");
            }
            case "proxy" -> new Choice("proxy", "asked for");
            case "ssh" -> throw new LabInputException(
                    "--lab ssh needs --inventory FILE, which names the machines");
            default -> throw LabInputException.unknown("lab", wanted, NAMES);
        };
    }
}
