/** What happens to logins and sessions, for whoever listens. */
@NullMarked
package dev.holdfast.event;

import org.jspecify.annotations.NullMarked;
