/** etcd, the distribution's server through jetcd. */
package ariadne.bench.etcd;
