package ariadne.bench;

import ariadne.bench.aeron.AeronPeer;
import ariadne.bench.bare.BarePeer;
import ariadne.bench.etcd.EtcdPeer;
import ariadne.bench.jraft.JRaftPeer;
import ariadne.bench.ours.AriadnePeer;
import ariadne.bench.peer.Peer;
import ariadne.bench.ratis.RatisPeer;
import ariadne.bench.zookeeper.ZooKeeperPeer;
import java.util.ArrayList;
import java.util.List;

/** Every peer by name. */
final class Peers {
    /** Ours. It is in every run, since every ratio is over it. */
    static final Peer OURS = new AriadnePeer();

    /** All others, in the order of the table. */
    static final List<Peer> OTHERS = List.of(new BarePeer(true), new EtcdPeer(),
            new ZooKeeperPeer(), new RatisPeer(), new JRaftPeer(), new AeronPeer());

    /** Only when asked for: a bound, no peer. */
    private static final Peer UNFORCED = new BarePeer(false);

    private Peers() {}

    /** The peers with these names, ours first. */
    static List<Peer> named(List<String> names) {
        List<Peer> chosen = new ArrayList<>(List.of(OURS));
        List<Peer> known = new ArrayList<>(OTHERS);
        known.add(UNFORCED);
        for (String name : names) {
            Peer peer = known.stream().filter(each -> each.name().equals(name)).findFirst()
                    .orElse(name.equals(OURS.name()) ? OURS : null);
            if (peer == null) {
                throw new BadArguments("unknown peer " + name + "; there are: " + String.join(
                        ", ", known.stream().map(Peer::name).toList()));
            }
            peer.missing().ifPresent(why -> {
                throw new BadArguments("--peers " + name + ": " + why);
            });
            if (!chosen.contains(peer)) {
                chosen.add(peer);
            }
        }
        return chosen;
    }
}
