package ariadne.wire;

import ariadne.paxos.Message;
import java.util.Objects;

/** One payload on a connection. The transport adds its length. */
public sealed interface Frame {
    /** Who dials. */
    enum Kind { PEER, CLIENT }

    /**
     * The first frame of whoever dials. Its layout and its answer's are those of every version.
     *
     * @param version {@link FrameCodec#VERSION} of the dialer
     * @param cluster name that both sides must share
     * @param node id of a peer; 0 for a client
     * @param name of the dialer, for people
     */
    record Hello(int version, String cluster, Kind kind, int node, String name) implements Frame {
        /** The answer of a node: a refusal says which side is what. */
        public HelloAnswer answer(String itsCluster, int itsNode) {
            String why = "";
            if (version != FrameCodec.VERSION) {
                why = "you speak version " + version + ", this node speaks "
                        + FrameCodec.VERSION;
            } else if (!cluster.equals(itsCluster)) {
                why = "you look for cluster '" + cluster + "', this is cluster '" + itsCluster
                        + "'";
            }
            return new HelloAnswer(why.isEmpty(), itsNode, why);
        }
    }

    /**
     * The first frame back. After a refusal the connection is closed.
     *
     * @param node id of the node that answers
     * @param why empty when ok
     */
    record HelloAnswer(boolean ok, int node, String why) implements Frame {}

    /** What one replica says to another. */
    record Peer(Message message) implements Frame {}

    /**
     * A client's transaction, passed to the leader as it came.
     *
     * @param tag chosen by the sender, repeated in a {@link ForwardRefused}
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Forward(long tag, byte[] transaction) implements Frame {}

    /**
     * The forwarded transaction entered no block of this node and never will.
     *
     * @param leaderHint id of the node that leads as far as the sender knows, 0 when it knows none
     */
    record ForwardRefused(long tag, int leaderHint, String why) implements Frame {}

    /**
     * A client asks.
     *
     * @param tag chosen by the client, unique in its connection, repeated in the response
     */
    record ClientRequest(long tag, Ask ask) implements Frame {
        public ClientRequest {
            Objects.requireNonNull(ask);
        }
    }

    /** A node answers, in any order. */
    record ClientResponse(long tag, Answer answer) implements Frame {
        public ClientResponse {
            Objects.requireNonNull(answer);
        }
    }
}
