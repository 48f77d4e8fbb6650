package dev.holdfast.seal;

/**
 * Where a record belongs. What was sealed in one scope opens in no other.
 *
 * @param purpose what the record is for
 * @param registration the name of the client registration it was made under
 */
public record SealScope(Purpose purpose, String registration) {}
