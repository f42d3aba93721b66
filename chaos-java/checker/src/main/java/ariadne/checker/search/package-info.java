/**
 * Rung 3: search, for values that repeat. Two searches with opposite weaknesses take turns on each
 * key, within a budget of time and memory; and a failing history is shrunk here.
 */
package ariadne.checker.search;
