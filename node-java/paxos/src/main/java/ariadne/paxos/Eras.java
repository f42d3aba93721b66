package ariadne.paxos;

/** Of which era a message is. A node takes nothing but its own era's. */
final class Eras {
    private Eras() {}

    /** The era that the sender was in, or {@code own} for what is of no era. */
    static int of(Message message, int own) {
        return switch (message) {
            case Message.Prepare m -> m.ballot().era();
            case Message.Promise m -> m.ballot().era();
            case Message.Refused m -> m.ballot().era();
            case Message.Sync m -> m.ballot().era();
            case Message.Accept m -> m.ballot().era();
            case Message.Accepted m -> m.ballot().era();
            case Message.Behind m -> m.ballot().era();
            case Message.Decided m -> m.ballot().era();
            case Message.Confirm m -> m.ballot().era();
            case Message.Confirmed m -> m.ballot().era();
            case Message.Heartbeat m -> m.era();
            case Message.HeartbeatAnswer m -> m.era();
            case Message.Over m -> m.era();
            case Message.ReadAsk m -> own;
            case Message.ReadAnswer m -> own;
        };
    }

    /** Height that the sender certainly knows decided; 0 when the message does not say. */
    static long decided(Message message) {
        return switch (message) {
            case Message.Heartbeat m -> m.decided();
            case Message.HeartbeatAnswer m -> m.standing().decided();
            case Message.Over m -> m.stop();
            case Message.Sync m -> m.decided();
            case Message.Accept m -> m.decided();
            default -> 0;
        };
    }
}
