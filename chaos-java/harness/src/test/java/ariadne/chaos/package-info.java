/** The lab whole: who may import whom. */
package ariadne.chaos;
