/** ZooKeeper, its own server as it ships, in five processes. */
package ariadne.bench.zookeeper;
