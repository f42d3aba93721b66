/** What the checker answers, and the reasons in words. */
package ariadne.checker.verdict;
