/**
 * The lab of other machines: the nodes that Ansible deployed, reached over SSH as an inventory
 * names them, started by systemd, and broken by the means of a machine's own kernel.
 */
package ariadne.chaos.ssh;
