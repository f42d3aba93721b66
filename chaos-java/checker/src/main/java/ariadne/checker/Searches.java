package ariadne.checker;

import ariadne.checker.model.KeyHistory;
import ariadne.checker.rung.Obvious;
import ariadne.checker.search.Competition;
import ariadne.checker.search.Explain;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Searches several keys at once, short histories first, and shares the budget out among them. */
final class Searches {
  private final Options options;
  private final long deadlineNanos;
  private final long explainUntilNanos;
  private final long memoryBytes;

  Searches(Budget budget, Options options, long beginNanos) {
    this.options = options;
    deadlineNanos = later(beginNanos, budget.timeNanos());
    explainUntilNanos = later(deadlineNanos, budget.timeNanos() / 4);
    memoryBytes = budget.memoryOnThisHeapBytes();
  }

  private static long later(long nanos, long byNanos) {
    // nanoTime may be negative, but a century ahead is far enough whatever it is.
    return nanos + Math.min(byNanos, Long.MAX_VALUE / 4);
  }

  /** A verdict for each key, in the order given. */
  List<Verdict> run(List<KeyHistory> keys) {
    int threads = Math.max(1, Math.min(options.threads(), keys.size()));
    AtomicInteger left = new AtomicInteger(keys.size());
    List<Integer> bySize = IntStream.range(0, keys.size()).boxed()
        .sorted(Comparator.comparingInt(i -> keys.get(i).calls().size())).toList();
    ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "checker-search");
      thread.setDaemon(true);
      return thread;
    });
    try {
      List<Future<Verdict>> futures = new ArrayList<>();
      for (int i : bySize) {
        Callable<Verdict> task =
            () -> judge(keys.get(i), threads, Math.max(threads, left.getAndDecrement()));
        futures.add(pool.submit(task));
      }
      Verdict[] verdicts = new Verdict[keys.size()];
      for (int i = 0; i < futures.size(); i++) {
        verdicts[bySize.get(i)] = result(futures.get(i));
      }
      return List.of(verdicts);
    } finally {
      pool.shutdownNow();
    }
  }

  private static Verdict result(Future<Verdict> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Unknown("the search was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        return new Verdict.Unknown("the search ran out of memory; give it a larger heap");
      }
      throw new IllegalStateException("the search failed", e.getCause());
    }
  }

  private Verdict judge(KeyHistory key, int threads, int keysLeft) {
    Optional<Counterexample> obvious = Obvious.refute(key);
    if (obvious.isPresent()) {
      return new Verdict.Invalid(obvious.get());
    }
    long now = options.clockNanos().getAsLong();
    long share = (long) ((deadlineNanos - now) * ((double) threads / keysLeft));
    long memory = memoryBytes / threads;
    return switch (Competition.run(key, memory, upAt(Math.min(deadlineNanos, now + share)))) {
      case Competition.Answer.Legal legal -> new Verdict.Valid();
      case Competition.Answer.Illegal illegal ->
          new Verdict.Invalid(Explain.illegal(key, memory, upAt(explainUntilNanos)));
      case Competition.Answer.Unknown unknown -> new Verdict.Unknown(unknown.why());
    };
  }

  private BooleanSupplier upAt(long nanos) {
    return () -> options.clockNanos().getAsLong() - nanos >= 0
        || Thread.currentThread().isInterrupted();
  }
}
