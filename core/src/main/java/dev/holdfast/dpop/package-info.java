/** What DPoP (RFC 9449) asks of a client: keys, proofs, nonces, and the one retry that helps. */
@NullMarked
package dev.holdfast.dpop;

import org.jspecify.annotations.NullMarked;
