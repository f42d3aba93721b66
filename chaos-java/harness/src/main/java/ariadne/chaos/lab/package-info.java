/**
 * Where nodes run and what can be done to them: one port, {@link ariadne.chaos.lab.Lab}, and the
 * two labs of one machine. Each says which faults are real here and by which mechanism; what it
 * cannot do it refuses by name.
 */
package ariadne.chaos.lab;
