package ariadne.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private final Answers answers = new Answers();
    private final TreeMap<Long, Applied> model = new TreeMap<>();
    private long height;

    @Test
    void itDoesWhatASortedMapDoes() {
        long seed = new Random().nextLong();
        System.out.println("AnswersTest: seed " + seed);
        Random random = new Random(seed);
        long floor = 1;
        long next = 1;
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(8)) {
                case 0 -> put(floor + random.nextInt(40));
                case 1 -> put(random.nextInt(20) == 0 ? Long.MAX_VALUE : next + 100);
                case 2, 3, 4 -> put(next++);
                case 5, 6 -> forgetBelow(floor++);
                default -> {
                    floor = random.nextInt(100) == 0 ? next : floor + random.nextInt(3);
                    forgetBelow(floor);
                }
            }
            next = Math.max(next, floor);
            same(random.nextInt(2) == 0 ? Long.MAX_VALUE : floor + random.nextInt(80));
            if (i % 50 == 0) {
                allSame();
            }
        }
    }

    @Test
    void theGreatestSequenceIsOneAsAnyOther() {
        put(Long.MAX_VALUE);
        put(1);
        forgetBelow(Long.MAX_VALUE);
        same(Long.MAX_VALUE);
        allSame();
        assertThat(answers.size()).isEqualTo(1);
    }

    private void put(long sequence) {
        Applied answer = new Applied(new Result.Done(), new Position(++height, 0), true);
        answers.put(sequence, answer);
        model.put(sequence, answer);
    }

    private void forgetBelow(long sequence) {
        List<Applied> forgotten = new ArrayList<>();
        answers.forgetBelow(sequence, (answer, of) -> {
            assertThat(answer).isSameAs(model.get(of));
            forgotten.add(answer);
        });
        assertThat(forgotten).isEqualTo(List.copyOf(model.headMap(sequence).values()));
        model.headMap(sequence).clear();
    }

    private void same(long sequence) {
        assertThat(answers.size()).isEqualTo(model.size());
        assertThat(answers.get(sequence)).isSameAs(model.get(sequence));
        assertThat(answers.countFrom(sequence)).isEqualTo(model.tailMap(sequence).size());
    }

    private void allSame() {
        List<Applied> all = new ArrayList<>();
        answers.forEach((answer, of) -> {
            assertThat(answer).isSameAs(model.get(of));
            all.add(answer);
        });
        assertThat(all).hasSize(model.size());
    }
}
