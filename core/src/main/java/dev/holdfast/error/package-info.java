/** Which stable code a user, an operator and a log line share for the same trouble. */
@NullMarked
package dev.holdfast.error;

import org.jspecify.annotations.NullMarked;
