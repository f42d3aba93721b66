package ariadne.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ariadne.chaos.lab.LabSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class PartitionTest {

    /** All sizes, many draws; a failure names the seed. */
    private static void forAll(PartitionShape shape, Sides sides, List<String> leaders,
            BiConsumer<List<String>, Partition> property) {
        for (int size = 3; size <= 9; size++) {
            List<String> nodes = LabSettings.nodeNames(size);
            for (long seed = 0; seed < 200; seed++) {
                Partition partition = Partition.draw(shape, sides, nodes, leaders,
                        new Random(seed));
                try {
                    property.accept(nodes, partition);
                } catch (AssertionError e) {
                    throw new AssertionError(shape + " " + sides + " " + size + " nodes, seed "
                            + seed + ": " + partition, e);
                }
            }
        }
    }

    private static void symmetric(PartitionShape shape,
            BiConsumer<List<String>, Partition> property) {
        forAll(shape, Sides.SYMMETRIC, List.of(), (nodes, partition) -> {
            Set<Cut> cuts = partition.grudge().cuts();
            assertThat(cuts).isNotEmpty().allMatch(cut -> cuts.contains(cut.reversed()));
            property.accept(nodes, partition);
        });
    }

    private static int majority(List<String> nodes) {
        return nodes.size() / 2 + 1;
    }

    @Test
    void oneIsApartFromAllOthers() {
        symmetric(PartitionShape.ONE, (nodes, partition) -> {
            String alone = partition.nodes().getFirst();
            assertThat(partition.nodes()).hasSize(1);
            for (String node : nodes) {
                assertThat(partition.grudge().sees(node, nodes))
                        .hasSize(node.equals(alone) ? 1 : nodes.size() - 1);
            }
            assertThat(partition.words()).isEqualTo(alone + " alone");
        });
    }

    @Test
    void majorityMakesTwoGroupsOfWhichOneIsAMajority() {
        symmetric(PartitionShape.MAJORITY, (nodes, partition) -> {
            Set<Set<String>> groups = new HashSet<>();
            nodes.forEach(node -> groups.add(partition.grudge().sees(node, nodes)));
            assertThat(groups).hasSize(2);
            assertThat(groups.stream().filter(group -> group.size() >= majority(nodes)))
                    .hasSize(1);
            assertThat(groups.stream().mapToInt(Set::size).sum()).isEqualTo(nodes.size());
            assertThat(groups).contains(Set.copyOf(partition.nodes()));
        });
    }

    @Test
    void inTheRingEachSeesAMajorityAndNoTwoTheSame() {
        symmetric(PartitionShape.MAJORITIES_RING, (nodes, partition) -> {
            Set<Set<String>> views = new HashSet<>();
            for (String node : nodes) {
                Set<String> view = partition.grudge().sees(node, nodes);
                assertThat(view).hasSizeGreaterThanOrEqualTo(majority(nodes));
                views.add(view);
            }
            assertThat(views).hasSameSizeAs(nodes);
            // Never more than one too many, and that only where parity wants it.
            assertThat(views.stream().filter(view -> view.size() > majority(nodes)).count())
                    .isLessThanOrEqualTo(1);
        });
    }

    @Test
    void onlyTheBridgeSeesBothSides() {
        symmetric(PartitionShape.BRIDGE, (nodes, partition) -> {
            List<String> all = nodes.stream()
                    .filter(node -> partition.grudge().sees(node, nodes).size() == nodes.size())
                    .toList();
            assertThat(all).hasSize(1);
            assertThat(partition.words()).startsWith(all.getFirst() + " is the only bridge");
            Set<Set<String>> sides = new HashSet<>();
            nodes.stream().filter(node -> !all.contains(node))
                    .forEach(node -> sides.add(partition.grudge().sees(node, nodes)));
            assertThat(sides).hasSize(2);
            assertThat(sides.stream().mapToInt(Set::size).sum()).isEqualTo(nodes.size() + 1);
        });
    }

    @Test
    void leadersAreEachAlone() {
        List<String> leaders = List.of("n3", "n1");
        forAll(PartitionShape.PRIMARIES, Sides.SYMMETRIC, leaders, (nodes, partition) -> {
            assertThat(partition.nodes()).containsExactly("n1", "n3");
            assertThat(partition.words()).isEqualTo("n1 and n3 each alone");
            for (String node : nodes) {
                assertThat(partition.grudge().sees(node, nodes))
                        .hasSize(leaders.contains(node) ? 1 : nodes.size() - 2);
            }
        });
    }

    @Test
    void whereNobodyLeadsSomeNodeIsAlone() {
        symmetric(PartitionShape.PRIMARIES,
                (nodes, partition) -> assertThat(partition.nodes()).hasSize(1));
    }

    @Test
    void aChainHasTwoEnds() {
        symmetric(PartitionShape.CHAINED, (nodes, partition) -> {
            List<Integer> seen = nodes.stream()
                    .map(node -> partition.grudge().sees(node, nodes).size()).sorted().toList();
            assertThat(seen.subList(0, 2)).containsExactly(2, 2);
            assertThat(seen.subList(2, seen.size())).containsOnly(3);
        });
    }

    @Test
    void aHubIsSeenByAllAndNobodyElseIs() {
        symmetric(PartitionShape.SINGLE_HUB, (nodes, partition) -> {
            List<Integer> seen = nodes.stream()
                    .map(node -> partition.grudge().sees(node, nodes).size()).sorted().toList();
            assertThat(seen.getLast()).isEqualTo(nodes.size());
            assertThat(seen.subList(0, seen.size() - 1)).containsOnly(2);
        });
    }

    @Test
    void oneWayCutsOneDirectionOfEachPair() {
        for (PartitionShape shape : PartitionShape.values()) {
            forAll(shape, Sides.ONE_WAY, List.of(), (nodes, partition) -> {
                Set<Cut> cuts = partition.grudge().cuts();
                assertThat(cuts).isNotEmpty().noneMatch(cut -> cuts.contains(cut.reversed()));
                assertThat(partition.shape()).isEqualTo(shape.label() + ", one-way");
                assertThat(partition.words()).contains("does not hear");
            });
        }
    }

    @Test
    void theDeafHearNobodyAndAreHeard() {
        forAll(PartitionShape.ONE, Sides.HEARS_NOBODY, List.of(), (nodes, partition) -> {
            String deaf = partition.nodes().getFirst();
            assertThat(partition.grudge().cuts()).hasSize(nodes.size() - 1)
                    .allMatch(cut -> cut.to().equals(deaf));
            assertThat(partition.words()).isEqualTo(deaf + " hears nobody");
        });
    }

    @Test
    void theMuteHearAndAreNotHeard() {
        forAll(PartitionShape.PRIMARIES, Sides.HEARD_BY_NOBODY, List.of("n2"),
                (nodes, partition) -> {
                    assertThat(partition.grudge().cuts()).hasSize(nodes.size() - 1)
                            .allMatch(cut -> cut.from().equals("n2"));
                    assertThat(partition.words()).isEqualTo("n2 is heard by nobody");
                });
    }

    @Test
    void agroupCanBeDeafToTheOthersAndStillHearItself() {
        forAll(PartitionShape.MAJORITY, Sides.HEARS_NOBODY, List.of(), (nodes, partition) -> {
            List<String> few = partition.nodes();
            assertThat(partition.grudge().cuts())
                    .hasSize(few.size() * (nodes.size() - few.size()))
                    .allMatch(cut -> few.contains(cut.to()) && !few.contains(cut.from()));
        });
    }

    @Test
    void aMeshHasNoDeafNodes() {
        assertThatThrownBy(() -> Partition.draw(PartitionShape.BRIDGE, Sides.HEARS_NOBODY,
                LabSettings.nodeNames(5), List.of(), new Random(1)))
                .hasMessage("bridge cannot be hears-nobody");
    }
}
