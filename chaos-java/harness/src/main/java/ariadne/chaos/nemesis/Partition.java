package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nodes that do not reach each other.
 *
 * @param shape and sides, by name
 * @param nodes those set apart, or all
 * @param words for the report
 */
public record Partition(String shape, List<String> nodes, Grudge grudge, String words)
        implements Fault {
    public Partition {
        nodes = List.copyOf(nodes);
    }

    /**
     * Draws one.
     *
     * @param nodes all, at least three
     * @param leaders those that lead now; if none is known a node at random counts as one
     * @throws IllegalArgumentException if the sides don't suit the shape
     */
    public static Partition draw(PartitionShape shape, Sides sides, List<String> nodes,
            List<String> leaders, Random random) {
        if (!sides.suits(shape)) {
            throw new IllegalArgumentException(shape.label() + " cannot be " + sides.label());
        }
        List<String> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, random);
        String name = sides == Sides.SYMMETRIC ? shape.label()
                : shape.label() + ", " + sides.label();
        if (shape.isolates()) {
            List<String> apart = switch (shape) {
                case MAJORITY -> shuffled.subList(0, (nodes.size() - 1) / 2);
                case PRIMARIES -> Targets.leaders(nodes, leaders, random);
                default -> shuffled.subList(0, 1);
            };
            List<String> sorted = apart.stream().sorted().toList();
            return shape == PartitionShape.MAJORITY
                    ? groups(name, sides, sorted, others(nodes, sorted), random)
                    : loners(name, sides, sorted, nodes, random);
        }
        return mesh(name, shape, sides, shuffled, random);
    }

    private static List<String> others(List<String> nodes, List<String> some) {
        return nodes.stream().filter(node -> !some.contains(node)).toList();
    }

    private static Partition groups(String name, Sides sides, List<String> inner,
            List<String> outer, Random random) {
        String few = Words.list(inner);
        String many = Words.list(outer);
        String verb = inner.size() == 1 ? " hears " : " hear ";
        return switch (sides) {
            case SYMMETRIC -> new Partition(name, inner, Grudge.between(inner, outer),
                    few + " apart from " + many);
            case ONE_WAY -> {
                Grudge grudge = Grudge.between(inner, outer).halved(random);
                yield new Partition(name, inner, grudge, Words.oneWay(grudge));
            }
            case HEARS_NOBODY -> new Partition(name, inner, Grudge.oneWay(outer, inner),
                    few + verb + "nothing of " + many);
            case HEARD_BY_NOBODY -> new Partition(name, inner, Grudge.oneWay(inner, outer),
                    many + (outer.size() == 1 ? " hears " : " hear ") + "nothing of " + few);
        };
    }

    private static Partition loners(String name, Sides sides, List<String> loners,
            List<String> nodes, Random random) {
        String few = Words.list(loners);
        boolean single = loners.size() == 1;
        return switch (sides) {
            case SYMMETRIC -> new Partition(name, loners, Grudge.between(loners, nodes),
                    few + (single ? " alone" : " each alone"));
            case ONE_WAY -> {
                Grudge grudge = Grudge.between(loners, nodes).halved(random);
                yield new Partition(name, loners, grudge, Words.oneWay(grudge));
            }
            case HEARS_NOBODY -> new Partition(name, loners, Grudge.oneWay(nodes, loners),
                    few + (single ? " hears nobody" : " hear nobody"));
            case HEARD_BY_NOBODY -> new Partition(name, loners, Grudge.oneWay(loners, nodes),
                    few + (single ? " is heard by nobody" : " are heard by nobody"));
        };
    }

    private static Partition mesh(String name, PartitionShape shape, Sides sides,
            List<String> shuffled, Random random) {
        Set<Cut> links = switch (shape) {
            case MAJORITIES_RING -> ring(shuffled);
            case BRIDGE -> bridge(shuffled);
            case CHAINED -> chain(shuffled);
            case SINGLE_HUB -> hub(shuffled);
            case ONE, MAJORITY, PRIMARIES -> throw new AssertionError(shape);
        };
        Grudge grudge = Grudge.keeping(shuffled, links);
        List<String> sorted = shuffled.stream().sorted().toList();
        if (sides == Sides.ONE_WAY) {
            grudge = grudge.halved(random);
            return new Partition(name, sorted, grudge, Words.oneWay(grudge));
        }
        return new Partition(name, sorted, grudge, words(shape, shuffled));
    }

    private static String words(PartitionShape shape, List<String> order) {
        String first = order.get(0);
        int half = 1 + (order.size() - 1) / 2;
        return switch (shape) {
            case MAJORITIES_RING -> "each sees another majority, in a ring "
                    + String.join("-", order);
            case BRIDGE -> first + " is the only bridge between "
                    + Words.list(order.subList(1, half)) + " and "
                    + Words.list(order.subList(half, order.size()));
            case CHAINED -> "a chain " + String.join("-", order);
            case SINGLE_HUB -> "all see " + first + " and nobody else";
            case ONE, MAJORITY, PRIMARIES -> throw new AssertionError(shape);
        };
    }

    /**
     * Neighbours near enough for a majority; where that is too few by one, one node across too.
     */
    private static Set<Cut> ring(List<String> order) {
        int size = order.size();
        int majority = size / 2 + 1;
        int reach = (majority - 1) / 2;
        Set<Cut> links = new HashSet<>();
        int[] seen = new int[size];
        Arrays.fill(seen, 2 * reach + 1);
        for (int i = 0; i < size; i++) {
            for (int step = 1; step <= reach; step++) {
                links.add(new Cut(order.get(i), order.get((i + step) % size)));
            }
        }
        for (int i = 0; i < size; i++) {
            if (seen[i] < majority) {
                int across = (i + size / 2) % size;
                links.add(new Cut(order.get(i), order.get(across)));
                seen[i]++;
                seen[across]++;
            }
        }
        return links;
    }

    private static Set<Cut> bridge(List<String> order) {
        int half = 1 + (order.size() - 1) / 2;
        Set<Cut> links = hub(order);
        links.addAll(Grudge.oneWay(order.subList(1, half), order.subList(1, half)).cuts());
        List<String> rest = order.subList(half, order.size());
        links.addAll(Grudge.oneWay(rest, rest).cuts());
        return links;
    }

    private static Set<Cut> chain(List<String> order) {
        Set<Cut> links = new HashSet<>();
        for (int i = 1; i < order.size(); i++) {
            links.add(new Cut(order.get(i - 1), order.get(i)));
        }
        return links;
    }

    private static Set<Cut> hub(List<String> order) {
        return order.stream().skip(1).map(other -> new Cut(order.get(0), other))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public FaultKind kind() {
        return FaultKind.PARTITION;
    }

    @Override
    public void start(Lab lab) {
        grudge.cuts().forEach(cut -> lab.cut(cut.from(), cut.to()));
    }

    @Override
    public void end(Lab lab) {
        grudge.cuts().forEach(cut -> lab.mend(cut.from(), cut.to()));
    }
}
