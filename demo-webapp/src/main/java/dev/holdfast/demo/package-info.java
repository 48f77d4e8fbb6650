/** How does a whole application look that logs people in with Holdfast? */
@NullMarked
package dev.holdfast.demo;

import org.jspecify.annotations.NullMarked;
