package dev.holdfast.session;

import dev.holdfast.seal.Locator;

/**
 * A record as it was found in a store.
 *
 * @param locator what it was found by
 * @param version what {@link SessionStore#replace} compares; opaque, grows or changes with each
 *     replacement and never with {@link SessionStore#extend}
 * @param sealed the record itself; of its groups and label a store need not answer any
 */
public record StoredRecord(Locator locator, long version, SealedRecord sealed) {}
