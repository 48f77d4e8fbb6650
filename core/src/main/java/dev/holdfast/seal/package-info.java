/** How a record is encrypted, under which key, and how a ticket finds and opens it. */
@NullMarked
package dev.holdfast.seal;

import org.jspecify.annotations.NullMarked;
