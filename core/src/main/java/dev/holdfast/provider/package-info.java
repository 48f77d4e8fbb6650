/** Everything said to the authorization server, and every check of what it answers. */
@NullMarked
package dev.holdfast.provider;

import org.jspecify.annotations.NullMarked;
