package ariadne.paxos;

import java.util.Arrays;

/**
 * The states seen, in the order in which they came. A state is dominated by one that differs only
 * in
 * having more messages, since those can be lost: whatever goes wrong from the first goes wrong
 * from the
 * second. Dominated states are not kept. Found by a 128-bit fingerprint in primitive arrays.
 */
final class Seen {
    private long[][] states = new long[1 << 12][];
    private int[] older = new int[1 << 12];
    private long[] prints = new long[1 << 14];
    private int[] newest = new int[1 << 13];
    private int size;
    private int kinds;

    /** Number of the state, or -1 when it is known or dominated. */
    int add(long[] state) {
        if (kinds * 10L > newest.length * 6L) {
            grow();
        }
        int slot = slot(state);
        int previous = newest[slot] - 1;
        for (int i = previous; i >= 0; i = older[i]) {
            if (states[i] != null) {
                if (within(state, states[i])) {
                    return -1;
                }
                if (within(states[i], state)) {
                    states[i] = null;
                }
            }
        }
        while (previous >= 0 && states[previous] == null) {
            previous = older[previous];
        }
        if (size == states.length) {
            states = Arrays.copyOf(states, size * 2);
            older = Arrays.copyOf(older, size * 2);
        }
        if (newest[slot] == 0) {
            kinds++;
        }
        states[size] = state;
        older[size] = previous;
        newest[slot] = size + 1;
        return size++;
    }

    int size() {
        return size;
    }

    int kinds() {
        return kinds;
    }

    /** The state, or null when a later one dominates it. */
    long[] state(int number) {
        return states[number];
    }

    private static boolean within(long[] few, long[] many) {
        for (int i = Model.NETWORK; i < few.length; i++) {
            if ((few[i] & ~(i < many.length ? many[i] : 0)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the fingerprint of all but the network stands, or now stands. */
    private int slot(long[] state) {
        long a = 0x243F6A8885A308D3L;
        long b = 0x13198A2E03707344L;
        for (int i = 0; i < Model.NETWORK; i++) {
            a = (a ^ state[i]) * 0x9E3779B97F4A7C15L;
            a ^= a >>> 29;
            b = (b + state[i]) * 0xD6E8FEB86659FD93L;
            b ^= b >>> 32;
        }
        a = (a ^ b >>> 17) * 0xBF58476D1CE4E5B9L;
        a ^= a >>> 32;
        return slot(a, b);
    }

    private int slot(long a, long b) {
        int mask = newest.length - 1;
        int slot = (int) a & mask;
        while (newest[slot] != 0 && (prints[2 * slot] != a || prints[2 * slot + 1] != b)) {
            slot = (slot + 1) & mask;
        }
        prints[2 * slot] = a;
        prints[2 * slot + 1] = b;
        return slot;
    }

    private void grow() {
        long[] oldPrints = prints;
        int[] oldNewest = newest;
        prints = new long[oldPrints.length * 2];
        newest = new int[oldNewest.length * 2];
        for (int i = 0; i < oldNewest.length; i++) {
            if (oldNewest[i] != 0) {
                newest[slot(oldPrints[2 * i], oldPrints[2 * i + 1])] = oldNewest[i];
            }
        }
    }
}
