/** What the clients saw, operation by operation, and Jepsen's files of it, read and written. */
package ariadne.checker.history;
