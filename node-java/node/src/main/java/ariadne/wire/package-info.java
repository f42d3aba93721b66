/** The versioned byte codec of peer and client messages; golden bytes keep it stable. */
package ariadne.wire;
