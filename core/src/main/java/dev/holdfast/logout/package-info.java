/** How a session ends: here first, then at the provider. */
@NullMarked
package dev.holdfast.logout;

import org.jspecify.annotations.NullMarked;
