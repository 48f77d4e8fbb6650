package dev.holdfast;

import dev.holdfast.config.DpopAlgorithm;
import dev.holdfast.config.DpopKeyChoice;
import dev.holdfast.config.DpopPolicy;
import dev.holdfast.config.JcaProviderName;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.ProofSignatures;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Chooses who signs proofs, and tells what is wrong with a choice. */
final class Signers {
  private static final String SETTING = "dpop-jca-provider";
  private static final Set<JcaProviderName> NEVER_MISSING =
      Set.of(JcaProviderName.AUTO, JcaProviderName.JDK);

  private final OidcConfig config;

  Signers(OidcConfig config) {
    this.config = config;
  }

  /** Notes it in the settings if they demand a provider that cannot be had. */
  static void check(Settings settings, Optional<OidcConfig> config) {
    Optional<JcaProviderName> demanded =
        settings
            .text(SETTING)
            .map(JcaProviderName::new)
            .filter(name -> !NEVER_MISSING.contains(name))
            .filter(name -> config.map(Signers::algorithms).filter(Set::isEmpty).isEmpty());
    List<DpopAlgorithm> inUse = config.map(Signers::algorithms).map(List::copyOf).orElse(List.of());
    demanded.ifPresent(
        name ->
            choose(name, inUse, DpopKey::generate, problem -> settings.problem(SETTING, problem)));
  }

  /** Whether there is anything to sign. */
  boolean isNeeded() {
    return !algorithms(config).isEmpty();
  }

  /** Of the login's keys first, then of the keys of the clients of the application's own. */
  private static Set<DpopAlgorithm> algorithms(OidcConfig config) {
    Set<DpopAlgorithm> inUse = new LinkedHashSet<>();
    if (config.dpop() != DpopPolicy.OFF) {
      inUse.add(config.dpopKey().algorithm());
    }
    config.clients().stream()
        .filter(client -> client.dpop() != DpopPolicy.OFF)
        .forEach(client -> inUse.add(client.dpopKey().algorithm()));
    return inUse;
  }

  /** For the keys that the configuration speaks of. Empty if there is a problem. */
  Optional<ProofSignatures> ofConfiguredKeys(Consumer<String> problems) {
    return choose(algorithms(config), problems);
  }

  /** For keys that may be of any kind. Empty if there is a problem. */
  Optional<ProofSignatures> ofAnyKeys(Consumer<String> problems) {
    Set<DpopAlgorithm> all = algorithms(config);
    all.addAll(EnumSet.allOf(DpopAlgorithm.class));
    return choose(all, problems);
  }

  private Optional<ProofSignatures> choose(Set<DpopAlgorithm> inUse, Consumer<String> problems) {
    if (!isNeeded()) {
      return Optional.of(ProofSignatures.platform());
    }
    return choose(
        config.dpopJcaProvider(),
        List.copyOf(inUse),
        samples(),
        problem -> problems.accept(SETTING + " " + problem));
  }

  /** The configured key itself is the best to try a signer with. */
  private Function<DpopAlgorithm, DpopKey> samples() {
    if (config.dpopKey() instanceof DpopKeyChoice.Configured one) {
      DpopKey key = DpopKey.of(one.key(), one.algorithm());
      return algorithm -> algorithm == one.algorithm() ? key : DpopKey.generate(algorithm);
    }
    return DpopKey::generate;
  }

  private static Optional<ProofSignatures> choose(
      JcaProviderName name,
      List<DpopAlgorithm> inUse,
      Function<DpopAlgorithm, DpopKey> samples,
      Consumer<String> problems) {
    try {
      return Optional.of(ProofSignatures.choose(name, inUse, samples));
    } catch (IllegalArgumentException e) {
      problems.accept(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
