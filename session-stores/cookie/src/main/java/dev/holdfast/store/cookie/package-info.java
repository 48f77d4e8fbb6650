/** What changes when the browser itself carries the sealed session? */
@NullMarked
package dev.holdfast.store.cookie;

import org.jspecify.annotations.NullMarked;
