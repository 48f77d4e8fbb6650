/** What can be set, what it defaults to, and what is refused before anything starts. */
@NullMarked
package dev.holdfast.config;

import org.jspecify.annotations.NullMarked;
