/** What docs/other-clients.md and docs/test-kit.md show, compiled and run. */
@NullMarked
package dev.holdfast.examples;

import org.jspecify.annotations.NullMarked;
