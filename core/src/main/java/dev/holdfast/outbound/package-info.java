/** How an application calls an API as its user, with token and proof. */
@NullMarked
package dev.holdfast.outbound;

import org.jspecify.annotations.NullMarked;
