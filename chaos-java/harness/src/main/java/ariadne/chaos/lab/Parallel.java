package ariadne.chaos.lab;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The same for several nodes at once, because a JVM takes its time to start. */
final class Parallel {
    private Parallel() {}

    /** Waits for all, then throws the first trouble. */
    static void each(List<String> nodes, Consumer<String> action) {
        try {
            CompletableFuture.allOf(nodes.stream()
                    .map(node -> CompletableFuture.runAsync(() -> action.accept(node),
                            task -> Thread.ofPlatform().name("lab " + node).start(task)))
                    .toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LabException trouble) {
                throw trouble;
            }
            throw e;
        }
    }
}
