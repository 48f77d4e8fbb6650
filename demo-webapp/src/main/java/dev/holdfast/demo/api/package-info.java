/** What does an API look like that takes DPoP-bound tokens only? */
@NullMarked
package dev.holdfast.demo.api;

import org.jspecify.annotations.NullMarked;
