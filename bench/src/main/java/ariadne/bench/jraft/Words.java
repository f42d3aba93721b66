package ariadne.bench.jraft;

import java.io.Serializable;

/** What a client and a node say to each other, in SOFA Bolt's default serialization. */
final class Words {
    static final int PUT = 1;
    static final int GET = 2;
    static final int LEADS = 3;

    private Words() {}

    /** A question. Hessian needs fields that it can set. */
    static final class Ask implements Serializable {
        private static final long serialVersionUID = 1;
        private int kind;
        private byte[] key;
        private byte[] value;

        Ask(int kind, byte[] key, byte[] value) {
            this.kind = kind;
            this.key = key;
            this.value = value;
        }

        int kind() {
            return kind;
        }

        byte[] key() {
            return key;
        }

        byte[] value() {
            return value;
        }
    }

    /** An answer. */
    static final class Told implements Serializable {
        private static final long serialVersionUID = 1;
        private byte[] value;
        private String refusal;
        private int leader;

        Told(byte[] value, String refusal, int leader) {
            this.value = value;
            this.refusal = refusal;
            this.leader = leader;
        }

        byte[] value() {
            return value;
        }

        /** Empty when it was done. */
        String refusal() {
            return refusal;
        }

        /** Index of the node that leads, -1 when none is known. */
        int leader() {
            return leader;
        }
    }
}
