package dev.holdfast.seal;

import java.net.URI;

/**
 * Where a record belongs. What was sealed in one scope opens in no other.
 *
 * @param purpose what the record is for
 * @param registration the name of the client registration it was made under, and what else tells it
 *     apart
 */
public record SealScope(Purpose purpose, String registration) {

  /** A registration at its issuer: one that moves to another leaves its records behind. */
  public static SealScope of(Purpose purpose, String registration, URI issuer) {
    return new SealScope(purpose, registration + " " + issuer);
  }

  /** Of these, what belongs to one thing only. */
  public SealScope of(String thing) {
    return new SealScope(purpose, registration + " " + thing);
  }
}
