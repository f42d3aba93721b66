package ariadne.checker;

import ariadne.checker.edn.Edn;
import ariadne.checker.edn.Keyword;
import ariadne.checker.history.HistoryWriter;
import ariadne.checker.model.Call;
import ariadne.checker.rung.Integrity;
import ariadne.checker.verdict.Counterexample;
import ariadne.checker.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report as the map that stands in Jepsen's {@code results.edn}. */
public final class Results {

  private Results() {}

  /**
   * The report as EDN: {@code :valid?} (true, false or :unknown) first, then {@code :why} or
   * {@code :counterexample} if there is one, {@code :stats} as Jepsen writes it, {@code
   * :linearizable?}, {@code :keys} (their number), {@code :rungs}, {@code :failures}, {@code
   * :integrity}.
   */
  public static Map<Keyword, Object> map(Report report) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    put(map, "valid?", valid(report.verdict()));
    switch (report.verdict()) {
      case Verdict.Invalid invalid ->
          put(map, "counterexample", counterexample(invalid.counterexample()));
      case Verdict.Unknown unknown -> put(map, "why", unknown.why());
      case Verdict.Valid valid -> { }
    }
    put(map, "stats", stats(report.stats()));
    put(map, "linearizable?", valid(report.linearizability()));
    put(map, "keys", report.keys());
    put(map, "rungs", report.rungs().stream().map(Results::rung).toList());
    put(map, "failures", report.failures().stream().map(Results::failure).toList());
    put(map, "integrity", report.findings().stream().map(Integrity.Finding::sentence).toList());
    put(map, "lost", report.lost().stream().map(Results::counterexample).toList());
    return map;
  }

  /** Writes the report to {@code file}, laid out for people. */
  public static void write(Report report, Path file) throws IOException {
    Files.writeString(file, Edn.pretty(map(report)));
  }

  /** A verdict as {@code :valid?} has it. */
  public static Object valid(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Valid v -> true;
      case Verdict.Invalid i -> false;
      case Verdict.Unknown u -> Keyword.of("unknown");
    };
  }

  private static Map<Keyword, Object> stats(Stats stats) {
    Map<Keyword, Object> byF = new LinkedHashMap<>();
    stats.byF().forEach((f, count) -> byF.put(Keyword.of(f), count(count, count.ok() > 0)));
    boolean all = !stats.byF().isEmpty()
        && stats.byF().values().stream().allMatch(count -> count.ok() > 0);
    Map<Keyword, Object> map = count(stats.all(), all);
    put(map, "by-f", byF);
    return map;
  }

  private static Map<Keyword, Object> count(Stats.Count count, boolean enough) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    put(map, "valid?", enough ? (Object) true : Keyword.of("unknown"));
    put(map, "count", count.total());
    put(map, "ok-count", count.ok());
    put(map, "fail-count", count.fail());
    put(map, "info-count", count.info());
    return map;
  }

  private static Map<Keyword, Object> rung(RungReport rung) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    put(map, "rung", rung.name());
    put(map, "outcome",
        Keyword.of(rung.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-')));
    put(map, "words", rung.words());
    put(map, "elapsed-nanos", rung.elapsedNanos());
    return map;
  }

  private static Map<Keyword, Object> failure(KeyFailure failure) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    put(map, "key", failure.key());
    put(map, "rung", failure.rung());
    put(map, "valid?", valid(failure.verdict()));
    switch (failure.verdict()) {
      case Verdict.Invalid i -> put(map, "counterexample", counterexample(i.counterexample()));
      case Verdict.Unknown u -> put(map, "why", u.why());
      case Verdict.Valid v -> { }
    }
    return map;
  }

  /**
   * A counterexample; each of its operations is [invocation completion], the latter perhaps nil.
   */
  public static Map<Keyword, Object> counterexample(Counterexample example) {
    Map<Keyword, Object> map = new LinkedHashMap<>();
    put(map, "key", example.key());
    put(map, "kind", example.kind().word());
    put(map, "sentence", example.sentence());
    put(map, "operations", example.operations().stream().map(Results::operation).toList());
    return map;
  }

  private static List<Object> operation(Call call) {
    return Arrays.asList(HistoryWriter.map(call.invocation()),
        call.completion() == null ? null : HistoryWriter.map(call.completion()));
  }

  private static void put(Map<Keyword, Object> map, String name, Object value) {
    map.put(Keyword.of(name), value);
  }
}
