package ariadne.client;

import static ariadne.client.Script.judged;
import static ariadne.client.Script.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import ariadne.client.Script.Asked;
import ariadne.kv.Result;
import ariadne.kv.SessionLimits;
import ariadne.wire.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A server keeps so many answers of a session above its floor. */
class SessionRoomTest {
    private static final Answer DONE = judged(new Result.Done());

    private static final int ROOM = SessionLimits.DEFAULT.maxOutstanding();

    private final Script script = new Script(Script.settings());

    private static void ok(CompletableFuture<? extends Outcome<?>> future) {
        assertThat(future).isCompleted();
        assertThat(future.join()).isInstanceOf(Outcome.Ok.class);
    }

    private Asked fillBehindTheOldest() {
        script.put("oldest");
        script.open();
        Asked oldest = script.take();
        for (int i = 1; i < ROOM; i++) {
            script.put("later");
            script.answer(script.take(), DONE);
        }
        return oldest;
    }

    /** Found under load: a leader died, and 14,896 writes behind a slow one were rejected. */
    @Test
    void writesWaitForTheOldestWhoseAnswerHoldsTheSessionsRoom() {
        Asked oldest = fillBehindTheOldest();
        var held = script.put("held");
        var behind = script.put("behind");
        script.nothingMore();
        script.answer(oldest, DONE);
        Asked next = script.take();
        assertThat(script.request(next).floor()).isEqualTo(ROOM + 1);
        script.answer(next, DONE);
        script.answer(script.take(), DONE);
        ok(held);
        ok(behind);
        script.nothingMore();
    }

    @Test
    void writesThatWaitForRoomGoIntoTheNextSessionWhenTheirsIsGone() {
        Asked oldest = fillBehindTheOldest();
        var held = script.put("held");
        script.answer(oldest, rejected(Result.Reason.NO_SESSION));
        script.open();
        script.answer(script.take(), DONE);
        ok(held);
    }

    /** What was never sent surely did not happen. */
    @Test
    void aClientThatClosesSendsNothingThatWaited() {
        fillBehindTheOldest();
        var held = script.put("held");
        script.core.close("done");
        script.nothingMore();
        assertThat(held).isCompleted();
        assertThat(held.join()).isInstanceOf(Outcome.Refused.class);
    }
}
