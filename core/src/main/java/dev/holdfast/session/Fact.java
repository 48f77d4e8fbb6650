package dev.holdfast.session;

/**
 * The opaque name of a small fact that all nodes see. A keyed hash: it tells nothing.
 *
 * @param name base64url text of 43 characters
 */
public record Fact(String name) {}
