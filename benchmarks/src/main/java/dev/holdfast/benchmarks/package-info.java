/** What does a session cost, in time and in bytes? */
@NullMarked
package dev.holdfast.benchmarks;

import org.jspecify.annotations.NullMarked;
