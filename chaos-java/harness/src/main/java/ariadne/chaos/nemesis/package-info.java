/**
 * What goes wrong, when, and for how long: faults as values with words for the report, a schedule
 * that a seed decides, and the runner that carries it out against a {@link ariadne.chaos.lab.Lab}
 * and always heals in the end. Names of shapes are Jepsen's where it has them.
 */
package ariadne.chaos.nemesis;
