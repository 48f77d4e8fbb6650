/** Do the pages of the documentation say what the code does? */
@NullMarked
package dev.holdfast.docs;

import org.jspecify.annotations.NullMarked;
