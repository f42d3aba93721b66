package ariadne.chaos.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The same for several nodes at once, because a JVM takes its time to start. */
public final class Parallel {
    private Parallel() {}

    /**
     * Waits for all.
     *
     * @throws LabException the trouble of the one that failed, or of all of them in one line
     */
    public static void each(List<String> nodes, Consumer<String> action) {
        List<CompletableFuture<Void>> all = nodes.stream()
                .map(node -> CompletableFuture.runAsync(() -> action.accept(node),
                        task -> Thread.ofPlatform().name("lab " + node).start(task))).toList();
        List<LabException> troubles = new ArrayList<>();
        for (CompletableFuture<Void> one : all) {
            try {
                one.join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof LabException trouble)) {
                    throw e;
                }
                troubles.add(trouble);
            }
        }
        if (troubles.size() == 1) {
            throw troubles.getFirst();
        }
        if (!troubles.isEmpty()) {
            throw new LabException(troubles.stream().map(Throwable::getMessage)
                    .collect(Collectors.joining("; ")), troubles.getFirst());
        }
    }
}
