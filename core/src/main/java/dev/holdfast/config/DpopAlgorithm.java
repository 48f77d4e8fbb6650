package dev.holdfast.config;

/** A signature algorithm for DPoP keys, by its JOSE name (RFC 7518 §3.1, RFC 8037 §3.1). */
public enum DpopAlgorithm {
  ES256("ES256"),
  ES384("ES384"),
  RS256("RS256"),
  PS256("PS256"),
  EDDSA("EdDSA");

  private final String joseName;

  DpopAlgorithm(String joseName) {
    this.joseName = joseName;
  }

  /** The name in a JOSE header and in provider metadata. */
  public String joseName() {
    return joseName;
  }
}
