package dev.holdfast.session;

/**
 * How {@link SessionStore#list} names a record: it can be deleted by it, never opened.
 *
 * @param digest hexadecimal SHA-256 of the record's locator
 */
public record RecordId(String digest) {}
