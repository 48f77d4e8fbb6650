package dev.holdfast.dpop;

import dev.holdfast.config.DpopAlgorithm;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds a JCA provider and tries it. For one search. */
final class SignerSearch {
  private final List<DpopAlgorithm> inUse;
  private final Function<DpopAlgorithm, DpopKey> samples;
  private final List<String> failures = new ArrayList<>();

  SignerSearch(List<DpopAlgorithm> inUse, Function<DpopAlgorithm, DpopKey> samples) {
    this.inUse = inUse;
    this.samples = samples;
  }

  /** The first native provider that is there and signs; else the platform. */
  ProofSignatures fastest() {
    for (NativeProvider candidate : NativeProvider.values()) {
      try {
        Optional<Provider> found = candidate.find();
        if (found.isPresent()) {
          return tried(found.get());
        }
      } catch (UnusableProviderException e) {
        failures.add(e.getMessage());
      }
    }
    return ProofSignatures.platform(failures);
  }

  /** This provider and no other. */
  ProofSignatures named(String name) {
    try {
      return tried(find(name).orElseThrow(() -> missing(name)));
    } catch (UnusableProviderException e) {
      throw new IllegalArgumentException(
          "demands a provider that does not work here: " + e.getMessage() + "; use auto or jdk", e);
    }
  }

  private static Optional<Provider> find(String name) throws UnusableProviderException {
    Provider registered = Security.getProvider(name);
    if (registered != null) {
      return Optional.of(registered);
    }
    for (NativeProvider known : NativeProvider.values()) {
      if (known.providerName().equals(name)) {
        return known.find();
      }
    }
    return Optional.empty();
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        "names "
            + name
            + ", which is neither registered with Java nor a native provider on the class path; use"
            + " auto, jdk, AmazonCorrettoCryptoProvider, Conscrypt or a name of java.security");
  }

  private ProofSignatures tried(Provider provider) throws UnusableProviderException {
    Map<DpopAlgorithm, JcaSigner> signers = new EnumMap<>(DpopAlgorithm.class);
    for (DpopAlgorithm algorithm : inUse) {
      try {
        signers.put(algorithm, SelfTest.passed(provider, samples.apply(algorithm)));
      } catch (UnusableProviderException e) {
        if (signers.isEmpty()) {
          throw e;
        }
        failures.add(e.getMessage());
      }
    }
    return ProofSignatures.by(provider.getName(), signers, failures);
  }
}
