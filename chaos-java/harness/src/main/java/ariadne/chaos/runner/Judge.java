package ariadne.chaos.runner;

import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.Options;
import ariadne.checker.Report;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.OpType;
import ariadne.checker.history.Position;
import ariadne.checker.model.Model;
import ariadne.checker.rung.Chain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From what was recorded to a judgement. */
final class Judge {
    /** Seconds of search, should it come to that. */
    private static final long SEARCH_SECONDS = 60;

    private Judge() {}

    /**
     * What the judge found.
     *
     * @param history with the positions of operations of unknown fate that stand in the chain
     * @param oddities wrong things that no rung of the ladder looks at, a sentence each
     * @param infoInChain how many operations of unknown fate stand in the chain
     */
    record Judgement(History history, Report report, List<String> oddities, long infoInChain) {}

    static Judgement judge(
            List<Op> ops, Model model, List<Chain> chains, List<NodeState> samples) {
        Map<OpId, Position> places = places(chains);
        List<Op> placed = new ArrayList<>(ops.size());
        List<String> oddities = new ArrayList<>(wentBack(samples));
        long found = 0;
        for (Op op : ops) {
            Position place = op.id() == null ? null : places.get(op.id());
            if (op.type() == OpType.INFO && place != null) {
                found++;
                placed.add(op.withPosition(place));
            } else {
                placed.add(op);
            }
            if (op.type() == OpType.FAIL && op.error() != null && place != null) {
                oddities.add("Operation " + op.id() + " was refused, so it did not happen; yet it"
                        + " stands in the chain at " + place + ".");
            }
        }
        History history = History.of(placed);
        Report report = Checker.check(history, model, Budget.ofSeconds(SEARCH_SECONDS),
                Options.standard().crossChecked().withChains(chains));
        return new Judgement(history, report, oddities, found);
    }

    private static Map<OpId, Position> places(List<Chain> chains) {
        Map<OpId, Position> places = new HashMap<>();
        for (Chain chain : chains) {
            for (Chain.Block block : chain.blocks()) {
                for (int i = 0; i < block.ids().size(); i++) {
                    places.putIfAbsent(block.ids().get(i), new Position(block.height(), i));
                }
            }
        }
        return places;
    }

    /** Promised ballots and decided heights never go back, restarts included. */
    private static List<String> wentBack(List<NodeState> samples) {
        List<String> sentences = new ArrayList<>();
        Map<String, NodeState> before = new HashMap<>();
        for (NodeState now : samples) {
            NodeState last = before.put(now.node(), now);
            if (last == null || last.id() != now.id()) {
                continue; // Another member of that name has nothing to remember.
            }
            if (NodeState.below(now.promised(), last.promised())) {
                sentences.add("The promise of " + now.node() + " went back from " + last.promised()
                        + " to " + now.promised() + ".");
            }
            if (now.decided() < last.decided()) {
                sentences.add("The decided height of " + now.node() + " went back from "
                        + last.decided() + " to " + now.decided() + ".");
            }
        }
        return sentences;
    }
}
