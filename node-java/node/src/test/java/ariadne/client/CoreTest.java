package ariadne.client;

import static ariadne.client.Script.judged;
import static ariadne.client.Script.noLeader;
import static ariadne.client.Script.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.Outcome.Reason;
import ariadne.client.Script.Asked;
import ariadne.kv.Applied;
import ariadne.kv.Entry;
import ariadne.kv.OperationId;
import ariadne.kv.Position;
import ariadne.kv.Result;
import ariadne.wire.Answer;
import ariadne.wire.Frame;
import ariadne.wire.FrameCodec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CoreTest {
    private static final Answer DONE = judged(new Result.Done());
    private static final Answer VALUE = new Answer.Value(Entry.NEVER, 12);
    private Script script = new Script(Script.settings());

    private <T> Outcome<T> outcome(CompletableFuture<Outcome<T>> future) {
        assertThat(future).isCompleted();
        return future.join();
    }

    private <T> Outcome.Refused<T> refused(CompletableFuture<Outcome<T>> future) {
        return (Outcome.Refused<T>) outcome(future);
    }

    private void unknown(CompletableFuture<? extends Outcome<?>> future, String why) {
        assertThat(future).isCompleted();
        assertThat(future.join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(((Outcome.Unknown<?>) future.join()).why()).contains(why);
        assertThat(future.join().id()).contains(new OperationId(Script.SESSION, 1));
    }

    @Test
    void greetsOpensASessionAndNumbersItsWrites() {
        var first = script.put("a");
        var second = script.put("b");
        assertThat(script.hellos).containsExactly(new Frame.Hello(FrameCodec.VERSION, "blue",
                Frame.Kind.CLIENT, 0, "test"));
        script.open();
        Asked one = script.take();
        Asked two = script.take();
        assertThat(script.id(one)).isEqualTo(new OperationId(Script.SESSION, 1));
        assertThat(script.id(two)).isEqualTo(new OperationId(Script.SESSION, 2));
        script.answer(two, DONE);
        script.answer(one, DONE);
        assertThat(outcome(first)).isEqualTo(new Outcome.Ok<>(
                new Applied(new Result.Done(), new Position(9, 2), false), "n1",
                first.join().id()));
        assertThat(second).isCompleted();
        script.put("c");
        assertThat(script.request(script.take()).floor()).isEqualTo(3);
        script.put("d");
        assertThat(script.request(script.take()).floor()).isEqualTo(3);
    }

    @Test
    void followsALeadersHintAtOnceWithTheSameBytes() {
        var put = script.put("a");
        script.open();
        Asked first = script.take();
        script.answer(first, noLeader("n3"));
        Asked again = script.take();
        assertThat(again.node()).isEqualTo(2);
        assertThat(again.ask()).isSameAs(first.ask());
        script.answer(again, DONE);
        assertThat(outcome(put)).isInstanceOf(Outcome.Ok.class);
        script.put("b");
        assertThat(script.take().node()).as("the leader is remembered").isEqualTo(2);
    }

    @Test
    void hintsThatGoRoundAreFollowedSlowly() {
        script.put("a");
        script.open();
        script.answer(script.take(), noLeader("n2"));
        script.answer(script.take(), noLeader("n1"));
        script.nothingMore();
        script.millis(20);
        assertThat(script.take().node()).isZero();
    }

    @Test
    void triesAgainElsewhereWithTheSameNumberAfterALostConnection() {
        var put = script.put("a");
        script.open();
        Asked first = script.take();
        script.lose(0);
        script.millis(10);
        Asked again = script.take();
        assertThat(again.node()).isEqualTo(1);
        assertThat(script.id(again)).isEqualTo(script.id(first));
        script.answer(again, DONE);
        assertThat(outcome(put)).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void isRefusedWhenEachAttemptWas() {
        var put = script.put("a");
        script.open();
        refuseUntilTheEnd();
        assertThat(refused(put).reason()).isEqualTo(Reason.NO_LEADER);
        assertThat(refused(put).why()).contains("within 1000 ms").contains("not me");
        assertThat(script.asked.size()).isBetween(8, 20);
    }

    private void refuseUntilTheEnd() {
        for (int i = 0, seen = 1; i < 1000; i++) {
            script.millis(1);
            for (; seen < script.asked.size(); seen++) {
                script.answer(script.asked.get(seen), noLeader(""));
            }
        }
    }

    @Test
    void isUnknownWhenOneAttemptIsInDoubtAndTheRestRefused() {
        var put = script.put("a");
        script.open();
        script.lose(0);
        script.asked.remove(1);
        refuseUntilTheEnd();
        unknown(put, "not me");
    }

    @Test
    void aRejectionOfTheOnlyAttemptIsARefusalAndTheNextWriteOpensASession() {
        for (Result.Reason reason : Result.Reason.values()) {
            script = new Script(Script.settings());
            var put = script.put("a");
            script.open();
            script.answer(script.take(), rejected(reason));
            assertThat(refused(put).reason()).isEqualTo(Reason.valueOf(reason.name()));
            var next = script.put("b");
            if (reason == Result.Reason.NO_SESSION) {
                script.open();
            }
            Asked write = script.take();
            assertThat(script.id(write).session()).isEqualTo(Script.SESSION);
            script.answer(write, DONE);
            assertThat(outcome(next)).isInstanceOf(Outcome.Ok.class);
        }
    }

    @Test
    void aRejectionAfterADefiniteRefusalIsARefusal() {
        var put = script.put("a");
        script.open();
        script.answer(script.take(), noLeader("n2"));
        script.answer(script.take(), rejected(Result.Reason.NO_SESSION));
        assertThat(refused(put).reason()).isEqualTo(Reason.NO_SESSION);
    }

    @Test
    void aRejectionAfterAnAttemptInDoubtIsUnknown() {
        var put = script.put("a");
        script.open();
        script.take();
        script.lose(0);
        script.millis(10);
        script.answer(script.take(), rejected(Result.Reason.NO_SESSION));
        unknown(put, "NO_SESSION");
    }

    @Test
    void aLateAnswerIsTheAnswer() {
        var put = script.put("a");
        script.open();
        Asked first = script.take();
        script.get("b");
        Asked read = script.take();
        script.millis(100);
        script.answer(read, VALUE);
        script.millis(250);
        Asked second = script.take();
        assertThat(second.node()).isEqualTo(1);
        assertThat(script.closed).as("the node spoke meanwhile").isEmpty();
        script.answer(first, DONE);
        assertThat(((Outcome.Ok<Applied>) outcome(put)).node()).isEqualTo("n1");
        script.answer(second, DONE);
    }

    @Test
    void aLateRefusalTakesTheDoubtAway() {
        var put = script.put("a");
        script.open();
        Asked first = script.take();
        script.get("b");
        script.millis(100);
        script.answer(script.take(), VALUE);
        script.millis(250);
        Asked second = script.take();
        script.answer(first, noLeader(""));
        script.answer(second, new Answer.Refused(Answer.Code.BAD_REQUEST, "no", ""));
        assertThat(refused(put).reason()).isEqualTo(Reason.BAD_REQUEST);
    }

    @Test
    void aSilentConnectionIsGivenUpAndDialedAnew() {
        script.put("a");
        script.open();
        script.take();
        script.millis(320);
        assertThat(script.closed).containsExactly("0: n1 gave no answer within 300 ms");
        assertThat(script.take().node()).isEqualTo(1);
        script.lose(1);
        script.millis(400);
        assertThat(script.dialed).startsWith(0, 1, 2, 0);
    }

    @Test
    void anAttemptThatTimedOutIsADoubt() {
        var put = script.put("a");
        script.open();
        script.take();
        script.millis(320);
        script.answer(script.take(), new Answer.Refused(Answer.Code.BAD_REQUEST, "no", ""));
        unknown(put, "no");
    }

    @Test
    void anUnknownAnswerIsADoubt() {
        script = new Script(Script.settings().withoutRetries());
        var put = script.put("a");
        script.open();
        script.answer(script.take(), new Answer.Unknown("leader lost"));
        unknown(put, "leader lost");
    }

    @Test
    void withoutRetriesTheFirstAttemptDecides() {
        script = new Script(Script.settings().withoutRetries());
        var put = script.put("a");
        script.open();
        Asked first = script.take();
        script.millis(900);
        assertThat(put).isNotDone();
        script.answer(first, noLeader("n2"));
        assertThat(refused(put).reason()).isEqualTo(Reason.NO_LEADER);
        var lost = script.put("b");
        assertThat(script.take().node()).isEqualTo(1);
        script.lose(1);
        assertThat(outcome(lost)).isInstanceOf(Outcome.Unknown.class);
        var silent = script.put("c");
        script.take();
        script.millis(1000);
        assertThat(outcome(silent)).isInstanceOf(Outcome.Unknown.class);
        script.well.clear();
        script.lose(0);
        var unreachable = script.put("d");
        script.lose(script.dialed.getLast());
        assertThat(refused(unreachable).reason()).isEqualTo(Reason.UNREACHABLE);
        script.nothingMore();
    }

    @Test
    void whatCouldNotBeSentIsRefused() {
        script.well.clear();
        var put = script.put("a");
        var get = script.get("a");
        script.millis(1000);
        assertThat(refused(put).reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(refused(put).why()).contains("no session").contains("no connection");
        assertThat(put.join().id()).isEmpty();
        assertThat(refused(get).reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(script.dialed).contains(0, 1, 2);
    }

    @Test
    void aSessionThatMayHaveOpenedIsAskedForAgainAndTheWriteIsRefusedForCertain() {
        var put = script.put("a");
        script.take();
        script.millis(999);
        assertThat(script.asked.size()).isGreaterThan(1);
        script.millis(1);
        assertThat(refused(put).why()).contains("no session");
        var next = script.put("b");
        script.answer(script.asked.getLast(), judged(new Result.Opened(5)));
        assertThat(script.id(script.asked.getLast())).isEqualTo(new OperationId(5, 1));
        script.answer(script.asked.getLast(), DONE);
        assertThat(outcome(next)).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void anotherClusterIsAClearRefusal() {
        script.well.clear();
        var put = script.put("a");
        for (int node = 0; node < 3; node++) {
            assertThat(put).isNotDone();
            script.core.connected(node);
            script.core.frame(node, new Frame.HelloAnswer(false, 1, "this is cluster 'red'"));
            script.millis(100);
        }
        assertThat(refused(put).reason()).isEqualTo(Reason.WRONG_CLUSTER);
        assertThat(refused(put).why()).contains("this is cluster 'red'");
    }

    @Test
    void pinnedReadsStayOnTheFirstNode() {
        script = new Script(Script.settings().withReadsPinned());
        var get = script.get("a");
        for (int i = 0; i < 3; i++) {
            Asked asked = script.take();
            assertThat(asked.node()).isZero();
            script.answer(asked, noLeader("n2"));
            script.millis(50);
        }
        script.answer(script.take(), VALUE);
        assertThat(outcome(get)).isEqualTo(
                new Outcome.Ok<>((Answer.Value) VALUE, "n1", get.join().id()));
        script.put("b");
        assertThat(script.take().node()).as("writes go to the leader").isEqualTo(1);
    }

    @Test
    void tooManyOutstandingAreBusy() {
        for (int i = 0; i < 8; i++) {
            script.get("a");
        }
        assertThat(refused(script.get("a")).reason()).isEqualTo(Reason.BUSY);
        script.answer(script.take(), VALUE);
        assertThat(script.get("a")).isNotDone();
    }

    @Test
    void anAnswerToAnotherQuestionClosesTheConnection() {
        var put = script.put("a");
        script.open();
        script.answer(script.take(), VALUE);
        assertThat(script.closed).containsExactly("0: n1 answered what was not asked");
        script.millis(10);
        script.answer(script.take(), DONE);
        assertThat(outcome(put)).isInstanceOf(Outcome.Ok.class);
    }

    @Test
    void closingRefusesWhatWasNotSentAndDoesNotKnowTheRest() {
        var sent = script.put("a");
        script.open();
        script.well.clear();
        script.take();
        script.lose(0);
        var unsent = script.put("b");
        script.core.close("bye");
        unknown(sent, "bye");
        assertThat(refused(unsent).reason()).isEqualTo(Reason.CLOSED);
        assertThat(refused(script.put("c")).reason()).isEqualTo(Reason.CLOSED);
        assertThat(refused(script.get("c")).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    void everyCodeOfTheWireHasAReason() {
        for (Answer.Code code : Answer.Code.values()) {
            assertThat(List.of(Reason.values())).contains(Reason.valueOf(code.name()));
        }
    }

    @Test
    void theFloorWaitsForUnknownsOnlySoLong() {
        Session session = new Session(3);
        OperationId lost = session.take();
        assertThat(session.floor()).isEqualTo(1);
        session.over(lost, false);
        session.over(session.take(), true);
        assertThat(session.floor()).isEqualTo(1);
        for (int i = 0; i < Session.REMEMBERED_SEQUENCES; i++) {
            session.over(session.take(), true);
        }
        assertThat(session.floor()).isEqualTo(Session.REMEMBERED_SEQUENCES + 3);
    }
}
