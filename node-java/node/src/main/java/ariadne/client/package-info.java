/** The client library: leader discovery, sessions, retries that cannot apply twice, outcomes. */
package ariadne.client;
