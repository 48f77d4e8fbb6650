/** What did the provider and the API really receive, and what did they answer? */
@NullMarked
package dev.holdfast.demo.wire;

import org.jspecify.annotations.NullMarked;
