package ariadne.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ariadne.bench.report.Results;
import ariadne.bench.report.Row;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
    private static Sample closed(String peer, int outstanding, double ops, double p50) {
        return new Sample(peer, "put", outstanding, 0, ops, p50, 2 * p50, 80, 20, 100, 0, "");
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheMiddle() {
        List<Sample> samples = List.of(closed("a", 1, 40, 1), closed("a", 1, 10, 1),
                closed("a", 1, 20, 1), closed("a", 1, 1000, 1));
        assertThat(Medians.median(samples, Sample::opsPerSecond)).isEqualTo(30);
        assertThat(Medians.median(samples.subList(0, 3), Sample::opsPerSecond)).isEqualTo(20);
    }

    @Test
    void oursStandsFirstUnderEachLoadAndRatiosAreOursOverTheirs() {
        List<Row> rows = Medians.rows(List.of(
                closed("etcd", 1, 100, 9), closed("ariadne", 1, 400, 3),
                closed("ariadne", 64, 900, 5), closed("etcd", 64, 300, 9)), "ariadne");
        assertThat(rows).extracting(Row::peer)
                .containsExactly("ariadne", "etcd", "ariadne", "etcd");
        assertThat(rows).extracting(Row::ratio).containsExactly(1.0, 4.0, 1.0, 3.0);
    }

    @Test
    void theRatioOfTimesIsOfTimes() {
        Sample ours = Sample.took("ariadne", "failover", 200_000_000);
        Sample slow = Sample.took("ariadne", "failover", 400_000_000);
        Sample theirs = Sample.took("etcd", "failover", 1_200_000_000);
        List<Row> rows = Medians.rows(List.of(ours, slow, theirs), "ariadne");
        assertThat(rows.getFirst().p50Micros()).isEqualTo(300_000);
        assertThat(rows.getFirst().p99Micros()).isEqualTo(400_000);
        assertThat(rows.getLast().ratio()).isEqualTo(0.25);
    }

    @Test
    void atAGivenRateTheRatioIsOfTheMedianLatency() {
        Sample ours = new Sample("ariadne", "get", 0, 500, 500, 100, 300, 1, 1, 1, 0, "");
        Sample theirs = new Sample("etcd", "get", 0, 500, 480, 400, 900, 1, 1, 1, 0, "");
        assertThat(Medians.rows(List.of(ours, theirs), "ariadne").getLast().ratio())
                .isEqualTo(0.25);
    }

    @Test
    void whatDoesNotApplyIsNullInTheFile() throws IOException {
        String json = Results.json(Medians.rows(
                List.of(closed("ariadne", 64, 1234.56, 7.04),
                        Sample.took("ariadne", "start", 5_000_000)), "ariadne"));
        assertThat(json).contains("\"peer\" : \"ariadne\"", "\"outstanding\" : 64",
                "\"ops_per_s\" : 1235", "\"p50_us\" : 7.0", "\"ratio\" : 1.0",
                "\"ops_per_s\" : null", "\"p50_us\" : 5000.0");
        assertThat(json).doesNotContain("NaN");
    }
}
