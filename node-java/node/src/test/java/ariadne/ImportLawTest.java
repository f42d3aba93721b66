package ariadne;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom: the table of the blueprint, section 1, as it is kept. */
class ImportLawTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ariadne.paxos", "ariadne.kv", "ariadne.chain", "ariadne.wire",
                    "ariadne.transport", "ariadne.server", "ariadne.client", "ariadne.cli");

    /** What records, switches, lambdas and texts put together compile to; it is in no source. */
    private static final List<String> OF_THE_LANGUAGE =
            List.of("java.lang", "java.lang.annotation", "java.lang.invoke", "java.lang.runtime");

    /**
     * Packages of each package, a star for those below it. Deviations from the table: the chain
     * stores what paxos says, so it knows its types; the command line shows what kv and wire say.
     */
    private static final Map<String, List<String>> MAY_IMPORT = Map.of(
            "ariadne.paxos", List.of("java.util", "java.util.function", "java.util.stream"),
            "ariadne.kv", List.of("java.util", "java.util.function", "java.util.stream"),
            "ariadne.chain", List.of("ariadne.paxos", "java.util*", "java.io", "java.nio*",
                    "java.security"),
            "ariadne.wire", List.of("ariadne.paxos", "ariadne.kv", "java.util*", "java.nio",
                    "java.nio.charset"),
            "ariadne.transport", List.of("java.util*", "java.io", "java.net", "java.nio*"),
            "ariadne.server", List.of("ariadne.paxos", "ariadne.kv", "ariadne.chain",
                    "ariadne.wire", "ariadne.transport", "java.util*", "java.io", "java.net",
                    "java.nio*", "com.sun.net.httpserver", "org.apache.logging.log4j"),
            "ariadne.client", List.of("ariadne.wire", "ariadne.transport", "ariadne.kv",
                    "java.util*", "java.io", "java.net", "java.nio*"),
            "ariadne.cli", List.of("ariadne.client", "ariadne.server", "ariadne.chain",
                    "ariadne.kv", "ariadne.wire", "java.util*", "java.io", "java.net*",
                    "java.nio*", "java.time", "picocli*", "org.jline*",
                    "com.fasterxml.jackson.core*"));

    @TestFactory
    Stream<DynamicTest> eachPackageImportsWhatTheTableGivesIt() {
        return new TreeMap<>(MAY_IMPORT).entrySet().stream().map(entry ->
                DynamicTest.dynamicTest(entry.getKey(), () -> check(entry.getKey(),
                        entry.getValue())));
    }

    private static void check(String home, List<String> mayImport) {
        List<String> allowed = new ArrayList<>(mayImport);
        allowed.add(home);
        allowed.addAll(OF_THE_LANGUAGE);
        classes().that().resideInAPackage(home)
                .should().onlyDependOnClassesThat(new DescribedPredicate<>("are in " + allowed) {
                    @Override
                    public boolean test(JavaClass type) {
                        JavaClass base = type.getBaseComponentType();
                        return base.isPrimitive() || allowed.stream().anyMatch(
                                name -> covers(name, base.getPackageName()));
                    }
                }).check(HOUSE);
    }

    private static boolean covers(String allowed, String name) {
        if (!allowed.endsWith("*")) {
            return name.equals(allowed);
        }
        String prefix = allowed.substring(0, allowed.length() - 1);
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }

    @Test
    void theTableCoversEveryPackageOfTheNode() {
        List<String> homes = HOUSE.stream().map(JavaClass::getPackageName).distinct().toList();
        assertThat(homes).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
    }

    /** No clock, no threads, no standard streams, no chance of its own in the pure packages. */
    @Test
    void theProtocolAndTheStateMachineReachNothingOutside() {
        List<String> outside = List.of("java.lang.Thread", "java.lang.ThreadLocal",
                "java.lang.Process", "java.lang.ProcessBuilder", "java.lang.Runtime",
                "java.lang.System", "java.util.Random", "java.util.Timer", "java.util.UUID",
                "java.util.Date");
        for (JavaClass type : HOUSE) {
            if (type.getPackageName().equals("ariadne.paxos")
                    || type.getPackageName().equals("ariadne.kv")) {
                type.getDirectDependenciesFromSelf().forEach(dependency ->
                        assertThat(outside).as(dependency.getDescription())
                                .doesNotContain(dependency.getTargetClass().getName()));
            }
        }
    }

    /** Time comes from the node's clock alone, so that a lab can bend it. */
    @Test
    void onlyTheNodeClockOfTheServerReadsTime() {
        for (JavaClass type : HOUSE) {
            if (type.getPackageName().equals("ariadne.server")
                    && !type.getSimpleName().equals("NodeClock")) {
                type.getMethodCallsFromSelf().forEach(call -> assertThat(
                        call.getTargetOwner().getName() + "." + call.getName())
                        .as(call.getDescription())
                        .isNotIn("java.lang.System.nanoTime",
                                "java.lang.System.currentTimeMillis"));
            }
        }
    }
}
