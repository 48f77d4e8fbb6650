package dev.holdfast.config;

import dev.holdfast.secret.SecretText;
import java.nio.charset.StandardCharsets;

/**
 * What signs with a client's secret (RFC 7518 §3.2). The secret is at least as long as the hash,
 * counted in octets of UTF-8 (OpenID Connect Core §10.1).
 */
public enum MacAlgorithm {
  HS256(32),
  HS384(48),
  HS512(64);

  private final int leastOctets;

  MacAlgorithm(int leastOctets) {
    this.leastOctets = leastOctets;
  }

  /** How long a secret must be. */
  int leastOctets() {
    return leastOctets;
  }

  boolean fits(SecretText secret) {
    return secret.reveal().getBytes(StandardCharsets.UTF_8).length >= leastOctets;
  }

  static MacAlgorithm parse(String name) {
    for (MacAlgorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException("is none of HS256, HS384, HS512");
  }
}
