/** Where it all is put together: read {@link dev.holdfast.Oidc} first. */
@NullMarked
package dev.holdfast;

import org.jspecify.annotations.NullMarked;
