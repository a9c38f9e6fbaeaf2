/** The version of the protocol that this page speaks; a test holds it against the server's. */
export const PROTOCOL_VERSION = 1;
