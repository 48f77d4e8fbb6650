/** What can a test hold on to when the provider, the clock and the network are its own? */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
