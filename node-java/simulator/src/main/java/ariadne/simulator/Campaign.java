package ariadne.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Many seeds, a thread each for some of them; what comes out does not depend on how many. */
public final class Campaign {
    private final long from;
    private final long seeds;
    private final int jobs;
    private final LongFunction<Outcome> run;
    private final Consumer<Report> progress;

    /** Seeds {@code from} to {@code from + seeds - 1}; {@code progress} is told after each. */
    public Campaign(long from, long seeds, int jobs, LongFunction<Outcome> run,
            Consumer<Report> progress) {
        this.from = from;
        this.seeds = seeds;
        this.jobs = jobs;
        this.run = run;
        this.progress = progress;
    }

    /** Runs them all. */
    public Report run() throws InterruptedException, ExecutionException {
        Report report = new Report();
        AtomicLong next = new AtomicLong();
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            for (int job = 0; job < jobs; job++) {
                threads.add(pool.submit(() -> {
                    for (long i = next.getAndIncrement(); i < seeds; i = next.getAndIncrement()) {
                        report.add(run.apply(from + i));
                        progress.accept(report);
                    }
                }));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }
        }
        return report;
    }
}
