package ariadne.chaos;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.chaos.cli.Main;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may import whom in the lab. */
final class ImportLawTest {
    private static final String CHECKER = "ariadne.checker..";
    /** The client library, and what its answers are made of. */
    private static final List<String> CLIENT =
            List.of("ariadne.client", "ariadne.kv", "ariadne.wire");
    private static final String LOG = "org.apache.logging.log4j..";

    /** A package, and what it may import besides itself and the JDK. */
    private static final Map<String, List<String>> LAW = Map.of(
            "report", List.of(),
            "lab", List.of(LOG),
            "ssh", List.of("ariadne.chaos.lab", "com.jcraft.jsch..", LOG),
            "nemesis", List.of("ariadne.chaos.lab", LOG),
            "workload", with(CLIENT, CHECKER),
            "runner", with(CLIENT, CHECKER, LOG, "ariadne.chaos.lab", "ariadne.chaos.nemesis",
                    "ariadne.chaos.workload", "ariadne.chaos.report"),
            "cli", List.of(CHECKER, "picocli..", "ariadne.chaos.lab", "ariadne.chaos.ssh",
                    "ariadne.chaos.nemesis", "ariadne.chaos.workload", "ariadne.chaos.runner"));

    /** Single classes of the node that the runner needs: blocks of a chain, and their hash. */
    private static final Map<String, List<String>> ALSO = Map.of(
            "runner", List.of("ariadne.paxos.Block", "ariadne.paxos.Hash",
                    "ariadne.paxos.Hasher", "ariadne.chain.Sha256Hasher"));

    // From where one of them lies, so that no test is among them.
    private static final JavaClasses CLASSES = new ClassFileImporter().importUrl(
            Main.class.getProtectionDomain().getCodeSource().getLocation());

    static final List<String> packages = LAW.keySet().stream().sorted().toList();

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    @ParameterizedTest
    @FieldSource("packages")
    void aPackageImportsWhatItMay(String name) {
        List<String> allowed = new ArrayList<>(LAW.get(name));
        allowed.addAll(List.of("java..", "ariadne.chaos." + name));
        List<String> single = ALSO.getOrDefault(name, List.of());
        DescribedPredicate<JavaClass> onItsList = resideInAnyPackage(
                allowed.toArray(String[]::new)).or(DescribedPredicate.describe("are in " + single,
                        imported -> imported.getBaseComponentType().isPrimitive()
                                || single.contains(imported.getBaseComponentType().getName())));
        classes().that().resideInAPackage("ariadne.chaos." + name)
                .should().onlyDependOnClassesThat(onItsList).check(CLASSES);
    }

    @Test
    void everyPackageHasItsLaw() {
        TreeSet<String> found = new TreeSet<>();
        CLASSES.forEach(c -> found.add(c.getPackageName().substring("ariadne.chaos.".length())));
        assertThat(found).containsExactlyElementsOf(packages);
    }

    @Test
    void nothingGoesInCircles() {
        SlicesRuleDefinition.slices().matching("ariadne.chaos.(*)..").should().beFreeOfCycles()
                .check(CLASSES);
    }
}
