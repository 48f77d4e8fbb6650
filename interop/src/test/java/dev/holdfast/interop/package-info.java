/** The filter in front of a provider that others have made. */
@NullMarked
package dev.holdfast.interop;

import org.jspecify.annotations.NullMarked;
