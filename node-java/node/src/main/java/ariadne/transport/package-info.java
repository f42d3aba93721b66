/** Length-framed TCP on one selector: bytes only, nothing of what they mean. */
package ariadne.transport;
