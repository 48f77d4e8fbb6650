package dev.holdfast.dpop;

import java.security.GeneralSecurityException;

/** Signs with one private key. Thread-safe. */
@FunctionalInterface
interface KeySignature {

  /** The signature in the form of its JOSE algorithm, in base64url. */
  String over(byte[] input) throws GeneralSecurityException;
}
