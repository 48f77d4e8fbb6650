/** The only door to the network: one call out, one bounded answer back. */
@NullMarked
package dev.holdfast.transport;

import org.jspecify.annotations.NullMarked;
