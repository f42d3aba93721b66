package ariadne.client;

import ariadne.client.Operation.Attempt;
import ariadne.client.Outcome.Reason;
import ariadne.kv.Applied;
import ariadne.kv.Command;
import ariadne.kv.Request;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import ariadne.wire.Transactions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What a client does, without threads and sockets. A write that is tried again keeps its
 * session and sequence, so it cannot apply twice. An operation is refused only when each
 * attempt was.
 */
final class Core {
    private final ClientSettings settings;
    private final Transactions transactions;
    private final Port port;
    private final LongSupplier nanoClock;
    private final LongSupplier nonces;
    private final List<Node> nodes = new ArrayList<>();
    private final Timers timers = new Timers();
    private final Set<Operation<?>> operations = new LinkedHashSet<>();
    private final HeldWrites held = new HeldWrites();
    private Session session;
    private Operation<Long> opening;
    private boolean closed;
    private int preferred;
    private long lastTag;

    Core(ClientSettings settings, Transactions transactions, Port port, LongSupplier nanoClock,
            LongSupplier nonces) {
        this.settings = settings;
        this.transactions = transactions;
        this.port = port;
        this.nanoClock = nanoClock;
        this.nonces = nonces;
        for (Endpoint endpoint : settings.endpoints()) {
            nodes.add(new Node(nodes.size(), endpoint.name()));
        }
    }

    void submit(Operation<?> operation) {
        if (closed || operations.size() >= settings.outstandingOperations()) {
            operation.lastReason = closed ? Reason.CLOSED : Reason.BUSY;
            operation.lastWhy = closed ? "the client is closed"
                    : operations.size() + " operations are outstanding, the limit";
            fail(operation);
            return;
        }
        start(operation);
        if (operation.command == null) {
            attempt(operation);
        } else if (session == null) {
            held.add(operation, "no session");
            openSession();
        } else if (!session.hasRoom() || !held.isEmpty()) {
            held.add(operation, "the session's oldest operation has no answer yet");
        } else {
            write(operation);
        }
    }

    void connected(int index) {
        nodes.get(index).state = Node.State.GREETING;
        port.send(index, new Frame.Hello(FrameCodec.VERSION, settings.cluster(),
                Frame.Kind.CLIENT, 0, settings.name()));
    }

    void closed(int index, String why) {
        lose(nodes.get(index), Reason.UNREACHABLE, why);
    }

    void frame(int index, Frame frame) {
        Node node = nodes.get(index);
        node.lastReadNanos = nanoClock.getAsLong();
        if (frame instanceof Frame.HelloAnswer hello && node.state == Node.State.GREETING) {
            greeted(node, hello);
        } else if (frame instanceof Frame.ClientResponse response
                && node.state == Node.State.READY) {
            answered(node, response);
        } else {
            abandon(node, Reason.UNREACHABLE, "it sent what no node sends: "
                    + frame.getClass().getSimpleName());
        }
    }

    /** Does what is due. */
    void tick() {
        long now = nanoClock.getAsLong();
        for (var due = timers.expired(now); due != null; due = timers.expired(now)) {
            expire(due);
        }
        for (var late = timers.late(now); late != null; late = timers.late(now)) {
            String why = late.node.name + (late.sent ? " gave no answer within "
                    : " gave no connection within ") + millis(now - late.begunNanos);
            failed(late, Reason.UNREACHABLE, why, -1);
            suspect(late, why);
        }
        for (var again = timers.again(now); again != null; again = timers.again(now)) {
            attempt(again);
        }
    }

    /** When to tick again at the latest, by the clock; empty when nothing is due ever. */
    OptionalLong nextTickNanos() {
        return timers.next();
    }

    void close(String why) {
        closed = true;
        for (Operation<?> operation : List.copyOf(operations)) {
            operation.lastReason = Reason.CLOSED;
            operation.lastWhy = why;
            fail(operation);
        }
        for (Node node : nodes) {
            if (node.state != Node.State.DOWN) {
                node.lost();
                port.close(node.index, why);
            }
        }
    }

    private void start(Operation<?> operation) {
        operation.deadlineNanos =
                nanoClock.getAsLong() + settings.operationTimeoutMillis() * 1_000_000;
        operations.add(operation);
        timers.expire(operation);
    }

    /** Sends what was held back, as far as there is room. */
    private void release() {
        while (!closed && session != null && session.hasRoom() && !held.isEmpty()) {
            write(held.next());
        }
    }

    private void openSession() {
        if (opening != null) {
            return;
        }
        long nonce = nonces.getAsLong();
        Operation<Long> open = Operation.write(new Command.Open(nonce), answer ->
                answer instanceof Answer.Judged judged
                        && judged.applied().result() instanceof Result.Opened opened
                        ? Optional.of(opened.session()) : Optional.empty());
        open.ask = new Ask.Write(
                transactions.encode(new Request(0, nonce, 0, open.command)));
        opening = open;
        open.future.thenAccept(this::opened);
        start(open);
        attempt(open);
    }

    private void opened(Outcome<Long> outcome) {
        opening = null;
        switch (outcome) {
            case Outcome.Ok<Long> ok -> {
                session = new Session(ok.value());
                release();
            }
            case Outcome.Refused<Long> refused -> unopened(refused.reason(), refused.why());
            case Outcome.Unknown<Long> unknown -> unopened(Reason.UNREACHABLE, unknown.why());
        }
    }

    /** Nothing of the waiting writes was sent, whatever came of the opening. */
    private void unopened(Reason reason, String why) {
        for (Operation<?> each : held.all()) {
            each.lastReason = reason;
            each.lastWhy = "no session: " + why;
            if (closed || !settings.retries() || Retries.isHopeless(reason)) {
                fail(each);
            }
        }
        if (!held.isEmpty()) {
            openSession();
        }
    }

    private void write(Operation<?> operation) {
        operation.id = session.take();
        operation.ask = new Ask.Write(transactions.encode(new Request(operation.id.session(),
                operation.id.sequence(), session.floor(), operation.command)));
        attempt(operation);
    }

    private void attempt(Operation<?> operation) {
        Node node = nodes.get(isPinned(operation) ? 0 : preferred);
        long now = nanoClock.getAsLong();
        long deadline = settings.retries() ? now + settings.attemptTimeoutMillis() * 1_000_000
                : operation.deadlineNanos;
        Attempt attempt = new Attempt(operation, node, ++lastTag, now, deadline);
        operation.attempt = attempt;
        operation.attempts.add(attempt);
        timers.late(attempt);
        if (node.state == Node.State.READY) {
            transmit(attempt);
            return;
        }
        node.waiting.add(attempt);
        if (node.state == Node.State.DOWN) {
            node.state = Node.State.DIALING;
            port.dial(node.index);
        }
    }

    private boolean isPinned(Operation<?> operation) {
        return operation.command == null && settings.readsPinned();
    }

    private void transmit(Attempt attempt) {
        attempt.sent = true;
        attempt.operation.inDoubt.add(attempt);
        attempt.node.sent.put(attempt.tag, attempt);
        port.send(attempt.node.index,
                new Frame.ClientRequest(attempt.tag, attempt.operation.ask));
    }

    private void greeted(Node node, Frame.HelloAnswer hello) {
        node.refusedGreeting = !hello.ok();
        if (hello.ok()) {
            node.state = Node.State.READY;
            List<Attempt> ready = List.copyOf(node.waiting);
            node.waiting.clear();
            ready.forEach(this::transmit);
        } else {
            abandon(node, Reason.WRONG_CLUSTER, node.name + " refused: " + hello.why());
        }
    }

    private void answered(Node node, Frame.ClientResponse response) {
        Attempt attempt = node.sent.get(response.tag());
        if (attempt == null) {
            return;
        }
        switch (response.answer()) {
            case Answer.Refused refused -> {
                node.sent.remove(attempt.tag);
                attempt.operation.inDoubt.remove(attempt);
                failed(attempt, Reason.valueOf(refused.code().name()),
                        node.name + " refused: " + refused.why(), index(refused.leaderName()));
            }
            case Answer.Unknown unknown -> {
                node.sent.remove(attempt.tag);
                failed(attempt, Reason.UNREACHABLE,
                        node.name + " does not know: " + unknown.why(), -1);
            }
            case Answer.Judged judged when judged.applied().result()
                    instanceof Result.Rejected rejected && attempt.operation.command != null ->
                    rejected(attempt, rejected.reason(), judged.applied());
            default -> {
                if (!succeeded(attempt.operation, node, response.answer())) {
                    abandon(node, Reason.UNREACHABLE, node.name + " answered what was not asked");
                }
            }
        }
    }

    private <T> boolean succeeded(Operation<T> operation, Node node, Answer answer) {
        Optional<T> value = operation.reading.apply(answer);
        value.ifPresent(it ->
                finish(operation, new Outcome.Ok<>(it, node.name, operation.maybeId())));
        return value.isPresent();
    }

    /** Judged and not applied; but an attempt in doubt may have applied before. */
    private void rejected(Attempt attempt, Result.Reason reason, Applied applied) {
        Operation<?> operation = attempt.operation;
        operation.inDoubt.remove(attempt);
        operation.lastReason = Reason.valueOf(reason.name());
        operation.lastWhy = "rejected at " + applied.position() + ": " + reason;
        if (reason == Result.Reason.NO_SESSION && session != null && operation.id != null
                && session.number() == operation.id.session()) {
            session = null;
            if (!held.isEmpty()) {
                openSession();
            }
        }
        fail(operation);
    }

    /** The attempt came to nothing. Whether it is in doubt was settled before. */
    private void failed(Attempt attempt, Reason reason, String why, int leader) {
        Operation<?> operation = attempt.operation;
        if (operation.done) {
            return;
        }
        operation.lastReason = reason;
        operation.lastWhy = why;
        if (leader >= 0) {
            preferred = leader;
        } else if (preferred == attempt.node.index && reason != Reason.BUSY) {
            preferred = (preferred + 1) % nodes.size();
        }
        if (operation.attempt != attempt) {
            return;
        }
        operation.attempt = null;
        if (!settings.retries() || Retries.isHopeless(reason) && (reason != Reason.WRONG_CLUSTER
                || nodes.stream().allMatch(each -> each.refusedGreeting))) {
            fail(operation);
            return;
        }
        boolean hint = leader >= 0 && leader != attempt.node.index && !operation.hinted
                && !isPinned(operation);
        operation.hinted = hint;
        long delayMillis = hint ? 0
                : Retries.delayMillis(settings.retryDelayMillis(), operation.attempts.size());
        timers.again(operation, nanoClock.getAsLong() + delayMillis * 1_000_000);
    }

    private void expire(Operation<?> operation) {
        Attempt waitedFor = operation.attempt;
        if (operation.ask == null && opening != null) {
            operation.lastReason = opening.lastReason;
            operation.lastWhy = "no session: " + opening.lastWhy;
        }
        String why = "no outcome within " + settings.operationTimeoutMillis() + " ms"
                + (operation.lastWhy.isEmpty() ? "" : "; " + operation.lastWhy);
        operation.lastWhy = why;
        fail(operation);
        if (waitedFor != null) {
            if (preferred == waitedFor.node.index) {
                preferred = (preferred + 1) % nodes.size();
            }
            suspect(waitedFor, why);
        }
    }

    /** A connection on which nothing came since is given up: a stalled one heals too slowly. */
    private void suspect(Attempt attempt, String why) {
        Node node = attempt.node;
        if (node.state != Node.State.DOWN && node.lastReadNanos <= attempt.begunNanos) {
            abandon(node, Reason.UNREACHABLE, why);
        }
    }

    private void abandon(Node node, Reason reason, String why) {
        port.close(node.index, why);
        lose(node, reason, why);
    }

    private void lose(Node node, Reason reason, String why) {
        for (Attempt attempt : node.lost()) {
            failed(attempt, reason, why, -1);
        }
    }

    private <T> void fail(Operation<T> operation) {
        finish(operation, operation.failed());
    }

    private <T> void finish(Operation<T> operation, Outcome<T> outcome) {
        if (operation.done) {
            return;
        }
        operation.done = true;
        operations.remove(operation);
        for (Attempt attempt : operation.attempts) {
            attempt.node.sent.remove(attempt.tag);
            attempt.node.waiting.remove(attempt);
        }
        if (operation.id != null && session != null) {
            session.over(operation.id, !(outcome instanceof Outcome.Unknown));
            release();
        }
        operation.future.complete(outcome);
    }

    /** Of the endpoint with this name, -1 when there is none. */
    private int index(String name) {
        for (Node node : nodes) {
            if (node.name.equals(name)) {
                return node.index;
            }
        }
        return -1;
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }
}
