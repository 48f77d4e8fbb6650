/**
 * What stands in for the provider, the API and the browser in a test: all on real sockets.
 *
 * <p>Start with {@link dev.holdfast.testkit.FakeProvider}. It checks what a strict provider checks,
 * misbehaves only on command, and remembers every request.
 */
@NullMarked
package dev.holdfast.testkit;

import org.jspecify.annotations.NullMarked;
