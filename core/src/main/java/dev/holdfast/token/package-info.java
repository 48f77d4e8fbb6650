/** How a request gets a token that is fresh now, refreshed exactly once if need be. */
@NullMarked
package dev.holdfast.token;

import org.jspecify.annotations.NullMarked;
