package dev.holdfast.session;

/**
 * An opaque name that several records share, such as those of one user. A keyed hash: it tells
 * neither user nor provider.
 *
 * @param name base64url text of 43 characters
 */
public record GroupKey(String name) {}
