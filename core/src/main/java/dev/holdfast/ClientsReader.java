package dev.holdfast;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.Settings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads clients that share their stores. Problems go to the settings. */
final class ClientsReader {
  private final Settings settings;

  ClientsReader(Settings settings) {
    this.settings = settings;
  }

  /** Empty if there is a problem; then nothing is left open. */
  Optional<List<OidcBuilder>> read(List<Settings> each) {
    List<OidcConfig> configs = new ArrayList<>();
    OwnKeys keys = new OwnKeys();
    for (Settings own : each) {
      Optional<OidcConfig> config = OidcConfig.read(own);
      Signers.check(own, config);
      LoginJson.check(own, config);
      config.ifPresent(found -> keys.check(own, found));
      config.ifPresent(configs::add);
    }
    Optional<Backends.Stores> stores = new Backends(settings, InstantSource.system()).read();
    if (stores.isEmpty() || !settings.sound()) {
      stores.ifPresent(Backends.Stores::close);
      return Optional.empty();
    }
    List<OidcBuilder> builders =
        configs.stream().map(config -> new OidcBuilder(config).over(stores.get())).toList();
    FoundListeners shared = new FoundListeners();
    builders.forEach(builder -> builder.foundListeners = shared);
    builders.stream().skip(1).forEach(OidcBuilder::borrowingStores);
    return Optional.of(builders);
  }
}
