/** How does a script in the browser reach an API without ever holding a token? */
@NullMarked
package dev.holdfast.servlet.relay;

import org.jspecify.annotations.NullMarked;
