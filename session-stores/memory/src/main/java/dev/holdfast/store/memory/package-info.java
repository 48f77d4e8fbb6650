/** How do sessions live in one server's memory, and what ends them? */
@NullMarked
package dev.holdfast.store.memory;

import org.jspecify.annotations.NullMarked;
