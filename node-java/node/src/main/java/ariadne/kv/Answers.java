package ariadne.kv;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * The answers of one session in the order of their sequences. Clients number densely and forget
 * from below, so nearly always a new one goes to the end and the lowest leave at the front.
 */
final class Answers {
    private static final int FIRST_LENGTH = 8;

    private long[] sequences = {};
    private Applied[] answers = {};
    private int start;
    private int end;

    int size() {
        return end - start;
    }

    /** Null when there is none. */
    Applied get(long sequence) {
        int at = place(sequence);
        return at < end && sequences[at] == sequence ? answers[at] : null;
    }

    /** How many have this sequence or a greater one. */
    int countFrom(long sequence) {
        return end - place(sequence);
    }

    void put(long sequence, Applied answer) {
        makeRoom();
        int at = place(sequence);
        if (at == end || sequences[at] != sequence) {
            for (int i = end++; i > at; i--) {
                sequences[i] = sequences[i - 1];
                answers[i] = answers[i - 1];
            }
        }
        sequences[at] = sequence;
        answers[at] = answer;
    }

    /** Forgets all below a sequence, and shows each to {@code forgotten}. */
    void forgetBelow(long sequence, ObjLongConsumer<Applied> forgotten) {
        for (; start < end && sequences[start] < sequence; start++) {
            forgotten.accept(answers[start], sequences[start]);
            answers[start] = null;
        }
    }

    void forEach(ObjLongConsumer<Applied> visitor) {
        for (int i = start; i < end; i++) {
            visitor.accept(answers[i], sequences[i]);
        }
    }

    /** Index of the first that is not below. */
    private int place(long sequence) {
        if (start == end || sequences[end - 1] < sequence) {
            return end;
        }
        int at = Arrays.binarySearch(sequences, start, end, sequence);
        return at < 0 ? -at - 1 : at;
    }

    /** Room for one more at the end: moves all to the front, where half is free, or else grows. */
    private void makeRoom() {
        int size = size();
        if (end < answers.length) {
            return;
        } else if (2 * size >= end) {
            sequences = Arrays.copyOf(sequences, Math.max(FIRST_LENGTH, 2 * end));
            answers = Arrays.copyOf(answers, sequences.length);
            return;
        }
        for (int i = 0; i < size; i++) {
            sequences[i] = sequences[start + i];
            answers[i] = answers[start + i];
        }
        Arrays.fill(answers, size, end, null);
        start = 0;
        end = size;
    }
}
