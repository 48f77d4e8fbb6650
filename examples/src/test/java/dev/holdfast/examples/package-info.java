/** What docs/other-clients.md shows, compiled and run. */
@NullMarked
package dev.holdfast.examples;

import org.jspecify.annotations.NullMarked;
