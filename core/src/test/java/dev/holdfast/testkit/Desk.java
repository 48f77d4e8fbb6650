package dev.holdfast.testkit;

import dev.holdfast.secret.RandomBytes;
import java.time.InstantSource;
import java.util.Optional;

/** What the provider's endpoints share. */
record Desk(
    String issuer,
    Knobs knobs,
    ClientCheck clients,
    ProofCheck proofs,
    IssuedGrants grants,
    Issuance issuance,
    Faults faults,
    MarkerSecrets secrets,
    InstantSource time,
    RandomBytes random) {

  /** The thumbprint of the request's proof; empty where there is none and none is needed. */
  Optional<String> provenKey(Call call) {
    if (call.all("DPoP").isEmpty() && !knobs.dpopRequired) {
      return Optional.empty();
    }
    return Optional.of(proofs.check(call, call.origin(issuer)));
  }
}
