package ariadne.simulator.protocol;

import ariadne.paxos.Message;
import ariadne.simulator.Dice;
import java.util.Arrays;

/** Loses, delays, repeats, reorders and cuts. Every link and direction has a chance of its own. */
final class Network {
    /** Whoever gets what arrives. */
    interface Port {
        void receive(int from, Message message);

        void forwarded(int from, Operation operation);
    }

    private final World world;
    private final Dice[][] dice;
    private final Dice[][] forwardDice;
    private final boolean[][] cut;
    private Plan.Weather weather;

    Network(World world, int nodes, Plan.Weather weather) {
        this.world = world;
        this.weather = weather;
        this.dice = links(world.seed(), "link", nodes);
        this.forwardDice = links(world.seed(), "forward", nodes);
        this.cut = new boolean[nodes + 1][nodes + 1];
    }

    private static Dice[][] links(long seed, String name, int nodes) {
        Dice[][] dice = new Dice[nodes + 1][nodes + 1];
        for (int from = 1; from <= nodes; from++) {
            for (int to = 1; to <= nodes; to++) {
                dice[from][to] = new Dice(seed, name + "/" + from + ">" + to);
            }
        }
        return dice;
    }

    void weather(Plan.Weather now) {
        weather = now;
    }

    void cut(int from, int to) {
        cut[from][to] = true;
    }

    /** Cuts both directions. */
    void part(int a, int b) {
        cut(a, b);
        cut(b, a);
    }

    void heal() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
    }

    void send(int from, int to, Message message) {
        Dice chance = dice[from][to];
        if (vanishes(from, to, chance)) {
            return;
        }
        int copies = 1;
        if (weather.repeat() > 0 && chance.happens(weather.repeat())) {
            copies++;
            world.tally().add(Fault.REPEATED, 1);
        }
        for (int i = 0; i < copies; i++) {
            world.agenda().after(delay(chance), () -> {
                world.trace().received(from, to, message);
                world.port(to).receive(from, message);
            });
        }
    }

    /** A client's operation on its way to the leader: perhaps lost, never repeated. */
    void forward(int from, int to, Operation operation) {
        Dice chance = forwardDice[from][to];
        if (!vanishes(from, to, chance)) {
            world.agenda().after(delay(chance),
                    () -> world.port(to).forwarded(from, operation));
        }
    }

    private boolean vanishes(int from, int to, Dice chance) {
        if (cut[from][to]) {
            world.tally().add(Fault.CUT, 1);
            return true;
        }
        if (weather.loss() > 0 && chance.happens(weather.loss())) {
            world.tally().add(Fault.LOST, 1);
            return true;
        }
        return false;
    }

    private long delay(Dice chance) {
        long delay = weather.leastMicros() + chance.skewed(weather.jitterMicros());
        if (weather.stray() > 0 && chance.happens(weather.stray())) {
            world.tally().add(Fault.STRAYED, 1);
            delay += chance.between(0, weather.strayMicros());
        }
        return delay;
    }
}
