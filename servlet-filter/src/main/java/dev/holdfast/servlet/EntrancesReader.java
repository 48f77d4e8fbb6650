package dev.holdfast.servlet;

import dev.holdfast.Oidc;
import dev.holdfast.OidcBuilder;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what an application says of its providers, all of it, and builds that. */
final class EntrancesReader {
  private final Settings settings;
  private final List<Oidc> built = new ArrayList<>();

  EntrancesReader(Settings settings) {
    this.settings = settings;
  }

  /**
   * Sends nothing. Closes what it has opened if it fails.
   *
   * @throws ConfigurationException with every problem found
   */
  Entrances read() {
    ProvidersReader providers = new ProvidersReader(settings);
    Optional<List<OidcBuilder>> clients = Oidc.readAll(settings, providers.settings());
    boolean complete = false;
    try {
      List<FilterSettings> filters =
          providers.settings().stream().map(FilterSettings::read).toList();
      Optional<SharedPart> shared = providers.sharedPart(filters);
      settings.finish();
      clients.orElseThrow().forEach(client -> built.add(client.build()));
      Entrances entrances =
          shared.isPresent()
              ? shared.get().entrances(built)
              : Entrances.only(built.get(0), filters.get(0));
      complete = true;
      return entrances;
    } finally {
      if (!complete) {
        clients.ifPresent(this::close);
      }
    }
  }

  /** The first is the last to close, because it has the stores. */
  private void close(List<OidcBuilder> clients) {
    for (int i = clients.size() - 1; i >= 0; i--) {
      if (i < built.size()) {
        built.get(i).close();
      } else {
        clients.get(i).discard();
      }
    }
  }
}
