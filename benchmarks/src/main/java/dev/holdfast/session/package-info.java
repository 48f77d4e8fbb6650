/** What does it cost to seal a session and to open it again? Lives where the codec can be seen. */
@NullMarked
package dev.holdfast.session;

import org.jspecify.annotations.NullMarked;
