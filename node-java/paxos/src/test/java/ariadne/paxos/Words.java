package ariadne.paxos;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Messages and records in few words, without hashes. */
final class Words {
    private Words() {}

    static String of(Block block) {
        return block.height() + ":" + block.transactions().stream()
                .map(t -> new String(t, StandardCharsets.UTF_8)).collect(Collectors.joining("+"));
    }

    static String ofBlocks(List<Block> blocks) {
        return blocks.stream().map(Words::of).collect(Collectors.joining(" ", "[", "]"));
    }

    static String of(Standing s) {
        return "promised " + s.promised() + " accepted " + s.accepted() + " tip " + s.tip()
                + " decided " + s.decided();
    }

    static String of(List<Durable> records) {
        return records.stream().map(Words::of).collect(Collectors.joining(", "));
    }

    static String of(Durable record) {
        return switch (record) {
            case Durable.Promised r -> "promised " + r.ballot();
            case Durable.Accepted r -> "accepted " + r.ballot();
            case Durable.Rewound r -> "rewound to " + r.height();
            case Durable.Appended r -> "block " + of(r.block());
            case Durable.Decided r -> "decided " + r.height();
            case Durable.Learned r -> "learned " + r.height();
            case Durable.Installed r -> "installed " + r.height();
            case Durable.Sound r -> "sound";
        };
    }

    static String of(Note note) {
        return switch (note) {
            case Note.NotTaken n -> "not taken (" + n.transactions().size() + "): " + n.why();
            case Note.Leads n -> "leads " + n.ballot();
            case Note.SteppedDown n -> "steps down from " + n.ballot() + " for " + n.because();
            case Note.Follows n -> "follows " + n.leader();
            case Note.ReadAt n -> "read " + n.id() + " at " + n.height();
            case Note.ReadLost n -> "read " + n.id() + " lost";
            case Note.Behind n -> "behind " + n.peer() + ", which decided " + n.decided();
            case Note.NewEra n -> "era " + n.membership().era() + " of "
                    + n.membership().members() + " since " + n.membership().since();
            case Note.CannotStand n -> "cannot stand: " + n.why();
        };
    }

    static String of(Message message) {
        return switch (message) {
            case Message.Prepare m -> "Prepare " + m.ballot() + " above " + m.decided();
            case Message.Promise m -> "Promise " + m.ballot() + " (" + of(m.standing()) + ") "
                    + ofBlocks(m.blocks());
            case Message.Refused m -> "Refused " + m.ballot() + " for " + m.promised();
            case Message.Sync m -> "Sync " + m.ballot() + " on " + m.parent() + " "
                    + ofBlocks(m.blocks()) + (m.last() ? " last" : " more") + " decided "
                    + m.decided() + (m.answers() == 0 ? "" : " as asked");
            case Message.Accept m -> "Accept " + m.ballot() + " on " + m.parent() + " "
                    + ofBlocks(m.blocks()) + " decided " + m.decided();
            case Message.Accepted m -> "Accepted " + m.ballot() + " tip " + m.height();
            case Message.Behind m -> "Behind " + m.ballot() + " (" + of(m.standing()) + ") fits "
                    + m.fits() + (m.life() == 0 ? "" : " in doubt");
            case Message.Decided m -> "Decided " + m.ballot() + " " + m.height();
            case Message.Heartbeat m -> "Heartbeat " + m.beat();
            case Message.HeartbeatAnswer m -> "HeartbeatAnswer " + m.beat();
            case Message.Over m -> "Over " + m.era() + " since " + m.stop();
            case Message.Confirm m -> "Confirm " + m.ballot() + " round " + m.round();
            case Message.Confirmed m -> "Confirmed " + m.ballot() + " round " + m.round();
            case Message.ReadAsk m -> "ReadAsk " + m.id();
            case Message.ReadAnswer m -> "ReadAnswer " + m.id() + " " + m.height();
        };
    }
}
