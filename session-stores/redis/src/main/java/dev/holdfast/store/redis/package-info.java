/** How do many nodes share their sessions in Redis? */
@NullMarked
package dev.holdfast.store.redis;

import org.jspecify.annotations.NullMarked;
