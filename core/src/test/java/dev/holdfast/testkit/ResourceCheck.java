package dev.holdfast.testkit;

import java.util.Optional;

/** Lets a request with a valid access token in (RFC 9449 §7.1, RFC 6750 §2.1). */
final class ResourceCheck {

  private static final String DPOP = "DPoP ";
  private static final String BEARER = "Bearer ";

  private final String origin;
  private final ProofCheck proofs;
  private final IssuedGrants grants;
  private volatile String audience = "";

  ResourceCheck(String origin, ProofCheck proofs, IssuedGrants grants) {
    this.origin = origin;
    this.proofs = proofs;
    this.grants = grants;
  }

  /** From now on only tokens that were issued for this audience will do. */
  void audience(String expected) {
    audience = expected;
  }

  /** Who it is. */
  Login check(Call call) {
    String credentials = call.header("Authorization").orElseThrow(Refusal::tokenMissing);
    if (credentials.startsWith(DPOP)) {
      String token = credentials.substring(DPOP.length());
      String key = proofs.checkWithToken(call, call.origin(origin), token);
      return admit(token, Optional.of(key));
    }
    if (credentials.startsWith(BEARER)) {
      return admit(credentials.substring(BEARER.length()), Optional.empty());
    }
    throw Refusal.tokenMissing();
  }

  private Login admit(String token, Optional<String> key) {
    return grants
        .active(token)
        .filter(family -> family.key().equals(key))
        .filter(family -> audience.isEmpty() || audience.equals(grants.audience(token)))
        .map(Family::login)
        .orElseThrow(() -> Refusal.atResource("invalid_token", "expired, revoked or not yours"));
  }
}
