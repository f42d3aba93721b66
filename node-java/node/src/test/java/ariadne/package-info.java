/** The laws of the house, kept by tests: who imports whom, and how source looks. */
package ariadne;
