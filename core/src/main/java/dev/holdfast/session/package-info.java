/** What a session is, and how it is opened, resumed, updated and closed in a store. */
@NullMarked
package dev.holdfast.session;

import org.jspecify.annotations.NullMarked;
