package ariadne.kv;

/**
 * One member of the cluster, as the chain knows it.
 *
 * @param id 1 or more; never given to anybody else, also after the member left
 * @param name what people call it; a name may come back under a new id
 * @param address HOST:PORT where peers and clients reach it; empty when the config files say it
 */
public record Member(int id, String name, String address) {
    @Override
    public String toString() {
        return name + "(" + id + (address.isEmpty() ? ")" : ", " + address + ")");
    }
}
