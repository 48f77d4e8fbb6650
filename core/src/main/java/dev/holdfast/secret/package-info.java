/** What must never print: secret text, secret bytes, and where random bytes come from. */
@NullMarked
package dev.holdfast.secret;

import org.jspecify.annotations.NullMarked;
