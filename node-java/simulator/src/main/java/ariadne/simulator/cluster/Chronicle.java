package ariadne.simulator.cluster;

import ariadne.checker.Budget;
import ariadne.checker.Checker;
import ariadne.checker.Options;
import ariadne.checker.Report;
import ariadne.checker.RungReport;
import ariadne.checker.history.History;
import ariadne.checker.history.Op;
import ariadne.checker.history.OpId;
import ariadne.checker.history.OpType;
import ariadne.checker.history.Position;
import ariadne.checker.model.Model;
import ariadne.checker.verdict.Verdict;
import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Applied;
import ariadne.kv.Bytes;
import ariadne.kv.OperationId;
import ariadne.kv.Result;
import ariadne.simulator.Violation;
import ariadne.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What all clients asked and were told, as a history for the checker. */
final class Chronicle {
    /** Of simulated time, a microsecond each time it is asked for; a failed run's search ends. */
    private static final Budget BUDGET = new Budget(5_000_000_000L, 64 << 20);

    private final Cluster cluster;
    private final List<Op> ops = new ArrayList<>();
    private final Map<Long, Long> lastSeen = new HashMap<>();
    private final ArrayDeque<Long> idle = new ArrayDeque<>();
    private final List<OperationId> refused = new ArrayList<>();
    private long open;
    private long processes;
    private long asked;
    private long acknowledged;
    private long reads;

    Chronicle(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Operations without an outcome so far. */
    long open() {
        return open;
    }

    long asked() {
        return asked;
    }

    long acknowledged() {
        return acknowledged;
    }

    long reads() {
        return reads;
    }

    /** Carries an operation out; {@code then} follows its completion. */
    void ask(AriadneClient client, int host, Deed.Ask ask, Runnable then) {
        long process = idle.isEmpty() ? processes++ : idle.removeFirst();
        asked++;
        Long key = (long) ask.key();
        switch (ask.f()) {
            case "read" -> {
                Op op = begin(process, "read", key, null);
                client.get(key(ask)).thenAccept(outcome -> {
                    read(op, outcome);
                    then.run();
                });
            }
            case "cas" -> {
                Long expected = lastSeen.get(key);
                Op op = begin(process, "cas", key, Arrays.asList(expected, ask.value()));
                client.cas(key(ask), bytes(expected), bytes(ask.value()))
                        .thenAccept(outcome -> {
                            wrote(op, ask.value(), outcome);
                            then.run();
                        });
            }
            default -> {
                boolean deletes = ask.f().equals("delete");
                Long value = deletes ? null : ask.value();
                Op op = begin(process, "write", key, value);
                (deletes ? client.delete(key(ask)) : client.put(key(ask), bytes(value)))
                        .thenAccept(outcome -> {
                            wrote(op, value, outcome);
                            then.run();
                        });
            }
        }
    }

    private Op begin(long process, String f, Long key, Object value) {
        Op op = Op.invoke(process, f, key, value, nanos());
        ops.add(op);
        open++;
        cluster.trace().event(0, "p" + process + " " + f + " " + key + " " + value);
        return op;
    }

    private void end(Op op) {
        ops.add(op);
        open--;
        cluster.trace().event(0, "p" + op.process() + " " + op.type().word() + " " + op.f() + " "
                + op.key() + " " + op.value()
                + (op.position() == null ? "" : " at " + op.position()));
        if (op.type() != OpType.INFO) {
            idle.addLast((Long) op.process());
        }
    }

    private long nanos() {
        return cluster.agenda().nowMicros() * 1000;
    }

    private static Bytes key(Deed.Ask ask) {
        return Bytes.of(("r" + ask.key()).getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes bytes(Long value) {
        return value == null ? null
                : Bytes.of(Long.toString(value).getBytes(StandardCharsets.UTF_8));
    }

    private static Long value(Bytes bytes) {
        return bytes == null ? null
                : Long.valueOf(new String(bytes.array(), StandardCharsets.UTF_8));
    }

    private void read(Op op, Outcome<Answer.Value> outcome) {
        switch (outcome) {
            case Outcome.Ok<Answer.Value> ok -> {
                reads++;
                Long value = value(ok.value().entry().value());
                lastSeen.put((Long) op.key(), value);
                end(op.ok(value, nanos()).withPosition(Position.read(ok.value().height()))
                        .withNode(ok.node()));
            }
            case Outcome.Refused<Answer.Value> no -> end(op.fail(no.why(), nanos()));
            case Outcome.Unknown<Answer.Value> unknown -> end(op.fail(unknown.why(), nanos()));
        }
    }

    private void wrote(Op op, Long value, Outcome<Applied> outcome) {
        switch (outcome) {
            case Outcome.Ok<Applied> ok -> {
                acknowledged++;
                Applied told = ok.value();
                cluster.oracle().acknowledged(ok.id().orElseThrow(), told);
                Op done;
                if (told.result() instanceof Result.Mismatch mismatch) {
                    lastSeen.put((Long) op.key(), value(mismatch.seen()));
                    done = op.refused(value(mismatch.seen()), nanos());
                } else {
                    lastSeen.put((Long) op.key(), value);
                    done = op.ok(nanos());
                }
                end(done.withPosition(new Position(told.position().height(),
                        told.position().index())).withId(id(ok.id())).withNode(ok.node()));
            }
            case Outcome.Refused<Applied> no -> {
                no.id().ifPresent(refused::add);
                end(op.fail(no.why(), nanos()).withId(id(no.id())));
            }
            case Outcome.Unknown<Applied> unknown ->
                end(op.info(unknown.why(), nanos()).withId(id(unknown.id())));
        }
    }

    private static OpId id(Optional<OperationId> id) {
        return id.map(each -> new OpId(each.session(), each.sequence())).orElse(null);
    }

    /** An update of unknown outcome that is in the chain after all has a place there. */
    private Op placed(Op op) {
        if (op.type() != OpType.INFO || op.id() == null) {
            return op;
        }
        Applied found = cluster.oracle().applied(
                new OperationId((long) op.id().session(), op.id().sequence()));
        return found == null || found.result() instanceof Result.Rejected ? op
                : op.withPosition(new Position(found.position().height(),
                        found.position().index()));
    }

    /** All that was refused is not in the chain, and the ladder finds the history valid. */
    void judge() {
        refused.forEach(cluster.oracle()::refused);
        long[] time = {0};
        Report report = Checker.check(History.of(ops.stream().map(this::placed).toList()),
                Model.CAS_REGISTER, BUDGET,
                new Options(false, 0, List.of(), 1, () -> time[0] += 1000));
        if (report.verdict() instanceof Verdict.Invalid invalid) {
            throw new Violation("not linearizable: " + invalid.counterexample().sentence());
        } else if (report.claimedOrderIsWrong()) {
            throw new Violation("the order that the nodes claim is none: "
                    + report.rung(Checker.WITNESS).map(RungReport::words).orElse(""));
        } else if (report.verdict() instanceof Verdict.Unknown unknown) {
            throw new Violation("the history can't be judged: " + unknown.why());
        }
    }
}
