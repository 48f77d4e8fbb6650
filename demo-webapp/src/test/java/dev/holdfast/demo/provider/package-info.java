/** Does the embedded provider behave as strictly as it says? Driven without any of our own code. */
@NullMarked
package dev.holdfast.demo.provider;

import org.jspecify.annotations.NullMarked;
