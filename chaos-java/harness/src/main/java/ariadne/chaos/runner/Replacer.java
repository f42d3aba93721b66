package ariadne.chaos.runner;

import ariadne.chaos.lab.Lab;
import ariadne.chaos.lab.LabException;
import ariadne.client.AriadneClient;
import ariadne.client.Outcome;
import ariadne.kv.Member;
import ariadne.wire.Answer;
import ariadne.wire.Ask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The operator who replaces nodes that lost their disks, one after the other: an empty node of the
 * same name joins, catches up, and takes the old one's place under a new id. Tries until the
 * cluster lets it happen, since other faults are on meanwhile.
 */
final class Replacer {
    private static final long RETRY_MILLIS = 250;
    private static final int PATIENCE_SECONDS = 90;
    private static final Logger LOG = LogManager.getLogger(Replacer.class);

    private final Lab lab;
    private final AriadneClient client;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("replacer").factory());
    private volatile String trouble = "";

    Replacer(Lab lab, AriadneClient client) {
        this.lab = lab;
        this.client = client;
    }

    /** The node is lost; returns at once. */
    void replace(String node) {
        thread.execute(() -> {
            try {
                work(node);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                trouble = "replacing " + node + ": " + e.getMessage();
            }
        });
    }

    /**
     * Waits until all that was begun is done.
     *
     * @throws LabException when a node could not be replaced
     */
    void finish() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                trouble = "a node was not replaced within " + PATIENCE_SECONDS + " s";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
        if (!trouble.isEmpty() && lab.unexpectedEnds().isEmpty()) {
            throw new LabException(trouble);
        }
    }

    private void work(String node) throws InterruptedException {
        int id = members().now().nextId();
        lab.renew(node, id);
        for (long nonce = System.nanoTime();; nonce++) {
            Outcome<Answer.Judged> outcome = AriadneClient.await(client.change(
                    new Ask.Change(nonce, Ask.Change.Kind.REPLACE, node, "")));
            Member now = members().now().named(node);
            if (now != null && now.id() == id) {
                LOG.info("{} is back as member {}", node, id);
                return;
            }
            LOG.debug("{} is not back yet: {}", node, outcome);
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    private Answer.Members members() throws InterruptedException {
        while (true) {
            if (AriadneClient.await(client.members()) instanceof Outcome.Ok<Answer.Members> ok) {
                return ok.value();
            }
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }
}
