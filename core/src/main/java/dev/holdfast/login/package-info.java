/** Where a login starts and where it ends. */
@NullMarked
package dev.holdfast.login;

import org.jspecify.annotations.NullMarked;
