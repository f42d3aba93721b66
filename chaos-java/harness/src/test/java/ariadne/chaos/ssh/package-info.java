/** Tests of the lab over SSH: of an inventory's words, and of a real sshd. */
package ariadne.chaos.ssh;
