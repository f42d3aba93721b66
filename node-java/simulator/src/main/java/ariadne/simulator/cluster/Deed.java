package ariadne.simulator.cluster;

import ariadne.simulator.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One decision of a schedule, and its words: a verb and what goes with it. */
public sealed interface Deed {
    /** The process dies; with {@code power} its machine goes dark, page cache and all. */
    record Kill(int node, boolean power) implements Deed {}

    /** Whoever leads dies by power in its next force. */
    record KillLeader() implements Deed {}

    /** The process starts if it does not run. */
    record Start(int node) implements Deed {}

    /** The thread stands still. */
    record Pause(int node, long micros) implements Deed {}

    /** The network falls apart into a shape, over nodes in an order. */
    record Partition(Shape shape, List<Integer> order, boolean oneWay) implements Deed {}

    /** Nothing from one host reaches the other. */
    record Cut(int from, int to) implements Deed {}

    record Heal() implements Deed {}

    /** Everything between two hosts is late by this; 0 ends it. */
    record Clog(int a, int b, long micros) implements Deed {}

    /** The connections between two hosts break; what is on its way is lost. */
    record Reset(int a, int b) implements Deed {}

    /** Each force takes this much longer; 0 ends it. */
    record SlowDisk(int node, long micros) implements Deed {}

    /** The next force fails. */
    record FailForce(int node) implements Deed {}

    /** Files can't grow, or can again. */
    record FullDisk(int node, boolean full) implements Deed {}

    /** The next read fails. */
    record FailRead(int node) implements Deed {}

    /** A bit turns on a disk; {@code place} is from 0 to 1 over all its bytes. */
    record Rot(int node, double place) implements Deed {}

    /**
     * A sector holds what it held before, though its write was forced; {@code place} is from 0 to
     * 1 over all bytes.
     */
    record LoseWrite(int node, double place) implements Deed {}

    /** A sector holds what was to be written at another place. */
    record Misdirect(int node, double place, double meant) implements Deed {}

    /** The clocks run at this pace. */
    record Rate(int node, double rate) implements Deed {}

    /** The wall clock is set. */
    record Jump(int node, long millis) implements Deed {}

    record Nominate(int node) implements Deed {}

    /** The operator starts the next spare machine, and asks for it to become a member. */
    record AddMember() implements Deed {}

    /** The operator asks for this member to be removed. */
    record RemoveMember(int node) implements Deed {}

    /** A client's operation: read, write, cas or delete. */
    record Ask(int client, String f, int key, long value) implements Deed {}

    /** Whether it is a fault, not an operation. */
    default boolean isFault() {
        return !(this instanceof Ask);
    }

    /** Whether it names none but what a cluster of this plan has. */
    default boolean fits(Plan plan) {
        int hosts = plan.machines() + plan.clients();
        return switch (this) {
            case Kill d -> in(d.node, plan.machines());
            case Start d -> in(d.node, plan.machines());
            case Pause d -> in(d.node, plan.machines());
            case SlowDisk d -> in(d.node, plan.machines());
            case FailForce d -> in(d.node, plan.machines());
            case FullDisk d -> in(d.node, plan.machines());
            case FailRead d -> in(d.node, plan.machines());
            case Rot d -> in(d.node, plan.machines());
            case LoseWrite d -> in(d.node, plan.machines());
            case Misdirect d -> in(d.node, plan.machines());
            case Rate d -> in(d.node, plan.machines()) && d.rate > 0;
            case Jump d -> in(d.node, plan.machines());
            case Nominate d -> in(d.node, plan.machines());
            case RemoveMember d -> in(d.node, plan.machines());
            case AddMember d -> true;
            case Partition d -> d.order.stream().allMatch(id -> in(id, plan.machines()));
            case Cut d -> in(d.from, hosts) && in(d.to, hosts);
            case Clog d -> in(d.a, hosts) && in(d.b, hosts);
            case Reset d -> in(d.a, hosts) && in(d.b, hosts);
            case Ask d -> in(d.client, hosts);
            case KillLeader d -> true;
            case Heal d -> true;
        };
    }

    private static boolean in(int id, int most) {
        return id >= 1 && id <= most;
    }

    /** As in a schedule file. */
    default String line() {
        return switch (this) {
            case Kill d -> "kill " + d.node + (d.power ? " power" : "");
            case KillLeader d -> "kill-leader";
            case Start d -> "start " + d.node;
            case Pause d -> "pause " + d.node + " " + d.micros;
            case Partition d -> "partition " + d.shape.name().toLowerCase(Locale.ROOT) + " "
                    + d.order.stream().map(String::valueOf).collect(Collectors.joining(","))
                    + (d.oneWay ? " one-way" : "");
            case Cut d -> "cut " + d.from + " " + d.to;
            case Heal d -> "heal";
            case Clog d -> "clog " + d.a + " " + d.b + " " + d.micros;
            case Reset d -> "reset " + d.a + " " + d.b;
            case SlowDisk d -> "slow-disk " + d.node + " " + d.micros;
            case FailForce d -> "fail-force " + d.node;
            case FullDisk d -> "full-disk " + d.node + (d.full ? " on" : " off");
            case FailRead d -> "fail-read " + d.node;
            case Rot d -> "rot " + d.node + " " + d.place;
            case LoseWrite d -> "lose-write " + d.node + " " + d.place;
            case Misdirect d -> "misdirect " + d.node + " " + d.place + " " + d.meant;
            case Rate d -> "rate " + d.node + " " + d.rate;
            case Jump d -> "jump " + d.node + " " + d.millis;
            case Nominate d -> "nominate " + d.node;
            case AddMember d -> "add-member";
            case RemoveMember d -> "remove-member " + d.node;
            case Ask d -> "ask " + d.client + " " + d.f + " " + d.key + " " + d.value;
        };
    }

    /**
     * From such a line.
     *
     * @throws IllegalArgumentException with one clear line when it is none
     */
    static Deed parse(String line) {
        String[] w = line.trim().split("\\s+");
        try {
            return switch (w[0]) {
                case "kill" -> new Kill(number(w, 1), w.length > 2 && w[2].equals("power"));
                case "kill-leader" -> new KillLeader();
                case "start" -> new Start(number(w, 1));
                case "pause" -> new Pause(number(w, 1), Long.parseLong(w[2]));
                case "partition" -> new Partition(
                        Shape.valueOf(w[1].toUpperCase(Locale.ROOT)), order(w[2]),
                        w.length > 3 && w[3].equals("one-way"));
                case "cut" -> new Cut(number(w, 1), number(w, 2));
                case "heal" -> new Heal();
                case "clog" -> new Clog(number(w, 1), number(w, 2), Long.parseLong(w[3]));
                case "reset" -> new Reset(number(w, 1), number(w, 2));
                case "slow-disk" -> new SlowDisk(number(w, 1), Long.parseLong(w[2]));
                case "fail-force" -> new FailForce(number(w, 1));
                case "full-disk" -> new FullDisk(number(w, 1), w[2].equals("on"));
                case "fail-read" -> new FailRead(number(w, 1));
                case "rot" -> new Rot(number(w, 1), Double.parseDouble(w[2]));
                case "lose-write" -> new LoseWrite(number(w, 1), Double.parseDouble(w[2]));
                case "misdirect" -> new Misdirect(number(w, 1), Double.parseDouble(w[2]),
                        Double.parseDouble(w[3]));
                case "rate" -> new Rate(number(w, 1), Double.parseDouble(w[2]));
                case "jump" -> new Jump(number(w, 1), Long.parseLong(w[2]));
                case "nominate" -> new Nominate(number(w, 1));
                case "add-member" -> new AddMember();
                case "remove-member" -> new RemoveMember(number(w, 1));
                case "ask" -> new Ask(number(w, 1), w[2], number(w, 3), Long.parseLong(w[4]));
                default -> throw new IllegalArgumentException("no deed is called " + w[0]);
            };
        } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("a deed that can't be read: " + line.trim(), e);
        }
    }

    private static int number(String[] words, int at) {
        return Integer.parseInt(words[at]);
    }

    private static List<Integer> order(String text) {
        List<Integer> order = new ArrayList<>();
        Arrays.stream(text.split(",")).map(Integer::valueOf).forEach(order::add);
        return List.copyOf(order);
    }
}
