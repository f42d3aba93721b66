/**
 * What operations mean: the models, and histories paired into calls with a beginning and an end.
 */
package ariadne.checker.model;
