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

    private final Script script = new Script(Script.settings());

    private static void ok(CompletableFuture<? extends Outcome<?>> future) {
        assertThat(future).isCompleted();
        assertThat(future.join()).isInstanceOf(Outcome.Ok.class);
    }

    /** Found under load: a leader died, and 14,896 writes behind a slow one were rejected. */
    @Test
    void writesWaitForTheOldestWhoseAnswerHoldsTheSessionsRoom() {
        script.put("oldest");
        script.open();
        Asked oldest = script.take();
        int room = SessionLimits.DEFAULT.maxOutstanding();
        for (int i = 1; i < room; i++) {
            script.put("later");
            script.answer(script.take(), DONE);
        }
        var held = script.put("held");
        var behind = script.put("behind");
        script.nothingMore();
        script.answer(oldest, DONE);
        Asked next = script.take();
        assertThat(script.request(next).floor()).isEqualTo(room + 1);
        script.answer(next, DONE);
        script.answer(script.take(), DONE);
        ok(held);
        ok(behind);
        script.nothingMore();
    }

    @Test
    void writesThatWaitForRoomGoIntoTheNextSessionWhenTheirsIsGone() {
        script.put("oldest");
        script.open();
        Asked oldest = script.take();
        for (int i = 1; i < SessionLimits.DEFAULT.maxOutstanding(); i++) {
            script.put("later");
            script.answer(script.take(), DONE);
        }
        var held = script.put("held");
        script.answer(oldest, rejected(Result.Reason.NO_SESSION));
        script.open();
        script.answer(script.take(), DONE);
        ok(held);
    }
}
