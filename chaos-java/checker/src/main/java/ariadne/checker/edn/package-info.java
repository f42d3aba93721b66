/**
 * Extensible data notation, read and written: the language of Jepsen's files. Tags are ignored,
 * the value they stand before is kept. Format: github.com/edn-format/edn.
 */
package ariadne.checker.edn;
