/** What a flight recording shows: each request, renewal, and call to a store or provider. */
@NullMarked
package dev.holdfast.jfr;

import org.jspecify.annotations.NullMarked;
