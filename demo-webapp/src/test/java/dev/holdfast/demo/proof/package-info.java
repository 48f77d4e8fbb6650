/** Do nonces and single use hold at their edges? */
@NullMarked
package dev.holdfast.demo.proof;

import org.jspecify.annotations.NullMarked;
