package ariadne.chaos.nemesis;

import ariadne.chaos.lab.FaultKind;
import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabInputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of fault that shall happen, and in which shapes.
 *
 * @param shapes names, in no special order; of partitions the cross of shapes and sides that suit
 *     each other
 */
public record NemesisChoice(FaultKind kind, List<Shape> shapes) {

    /**
     * How a fault shall look.
     *
     * @param name of a {@link PartitionShape}, of {@link Targets} or of a {@link ClockShape}
     * @param sides symmetric for all but partitions
     */
    public record Shape(String name, Sides sides) {}

    public NemesisChoice {
        shapes = List.copyOf(shapes);
    }

    /**
     * Reads what the command line says: {@code partition,kill} is every shape of these kinds,
     * {@code partition:one+bridge+one-way,clock:strobe} is what it says, empty and {@code none} is
     * nothing.
     *
     * @throws LabInputException for an unknown name, listing the known ones, and for a kind named
     *     twice
     */
    public static List<NemesisChoice> parse(String text) {
        if (text.isBlank() || text.strip().equals("none")) {
            return List.of();
        }
        List<NemesisChoice> choices = new ArrayList<>();
        Set<FaultKind> kinds = new HashSet<>();
        for (String word : text.split(",", -1)) {
            String[] parts = word.strip().split(":", 2);
            FaultKind kind = FaultKind.of(parts[0]);
            if (!kinds.add(kind)) {
                throw new LabInputException("nemesis " + kind.label() + " is named twice");
            }
            List<String> names = parts.length == 1 ? List.of()
                    : List.of(parts[1].split("\\+", -1));
            choices.add(of(kind, names));
        }
        return choices;
    }

    /**
     * A kind in these shapes, or in all.
     *
     * @param names of shapes, for partitions also of sides; none for all
     */
    public static NemesisChoice of(FaultKind kind, List<String> names) {
        List<String> known = shapeNames(kind);
        List<String> sides = kind == FaultKind.PARTITION ? Named.labels(Sides.class) : List.of();
        for (String name : names) {
            if (!known.contains(name) && !sides.contains(name)) {
                throw LabInputException.unknown(kind.label() + " shape", name,
                        Stream.concat(known.stream(), sides.stream()).toList());
            }
        }
        List<String> wanted = wanted(names, known);
        if (kind != FaultKind.PARTITION) {
            return new NemesisChoice(kind, wanted.stream()
                    .map(name -> new Shape(name, Sides.SYMMETRIC)).toList());
        }
        List<Shape> shapes = new ArrayList<>();
        for (String name : wanted) {
            PartitionShape shape = Named.of(PartitionShape.class, "partition shape", name);
            wanted(names, sides).stream().map(side -> Named.of(Sides.class, "sides", side))
                    .filter(side -> side.suits(shape))
                    .forEach(side -> shapes.add(new Shape(name, side)));
        }
        if (shapes.isEmpty()) {
            throw new LabInputException("no partition is both " + String.join(" and ", names));
        }
        return new NemesisChoice(kind, shapes);
    }

    private static List<String> wanted(List<String> names, List<String> known) {
        List<String> wanted = known.stream().filter(names::contains).toList();
        return wanted.isEmpty() ? known : wanted;
    }

    /** The shapes of a kind, by name. */
    public static List<String> shapeNames(FaultKind kind) {
        return switch (kind) {
            case PARTITION -> Named.labels(PartitionShape.class);
            case KILL, PAUSE -> Named.labels(Targets.class);
            case CLOCK -> Named.labels(ClockShape.class);
            case MEMBERSHIP -> List.of(Targets.ONE.label());
            case DELAY, LOSS -> List.of(Targets.ONE.label(), Targets.ALL.label());
        };
    }

    /** @throws LabInputException if the lab cannot do all of them; it says why */
    public static void requireSupported(List<NemesisChoice> choices, Lab lab) {
        choices.forEach(choice -> lab.mechanism(choice.kind()));
    }

    @Override
    public String toString() {
        return kind.label() + shapes.stream().map(shape -> shape.sides() == Sides.SYMMETRIC
                ? shape.name() : shape.name() + " " + shape.sides().label())
                .collect(Collectors.joining(", ", " (", ")"));
    }
}
