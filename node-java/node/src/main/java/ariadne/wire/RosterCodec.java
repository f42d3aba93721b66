package ariadne.wire;

import ariadne.kv.Member;
import ariadne.kv.Roster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A roster in bytes, in a stop block and in a snapshot: era, next id, number of members, then of
 * each its id, name and address.
 */
final class RosterCodec {
    private static final int NAME_BYTES = 64;
    private static final int ADDRESS_BYTES = 256;

    private RosterCodec() {}

    /** Why a roster can't be written; empty when it can. */
    static Optional<String> refusal(Roster roster) {
        if (roster.members().isEmpty()) {
            return Optional.of("a cluster needs a member");
        }
        for (Member member : roster.members()) {
            if (bytes(member.name()) > NAME_BYTES || bytes(member.address()) > ADDRESS_BYTES) {
                return Optional.of("name or address of " + member + " is too long");
            }
        }
        return Optional.empty();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static BytesOut encode(BytesOut out, Roster roster) {
        out.i32(roster.era()).i32(roster.nextId()).u8(roster.members().size());
        for (Member member : roster.members()) {
            out.i32(member.id()).text(member.name(), NAME_BYTES)
                    .text(member.address(), ADDRESS_BYTES);
        }
        return out;
    }

    static Roster decode(BytesIn in) throws WireException {
        int era = in.natural32();
        int nextId = in.natural32();
        int count = in.u8();
        BytesIn.check(count <= Roster.MAX_MEMBERS, "%d members", count);
        List<Member> members = new ArrayList<>();
        int last = 0;
        for (int i = 0; i < count; i++) {
            Member member = new Member(in.i32(), in.text(NAME_BYTES), in.text(ADDRESS_BYTES));
            BytesIn.check(member.id() > last, "member %d behind member %d", member.id(), last);
            last = member.id();
            members.add(member);
        }
        try {
            return new Roster(era, members, nextId);
        } catch (IllegalArgumentException e) {
            throw WireException.of("no roster: %s", e.getMessage());
        }
    }
}
