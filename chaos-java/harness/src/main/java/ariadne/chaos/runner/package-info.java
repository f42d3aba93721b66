/** One run of the lab from start to verdict: workers, samples, final phase, judgement, store. */
package ariadne.chaos.runner;
