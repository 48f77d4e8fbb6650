package dev.holdfast;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.dpop.DpopKey;
import dev.holdfast.dpop.DpopKeySource;
import dev.holdfast.dpop.KeyRequest;
import dev.holdfast.secret.RandomBytes;
import java.util.function.Supplier;

/** The keys that sessions get at their renewals, from where their first ones came. */
record RenewedKeys(OidcConfig config, DpopKeySource keys, RandomBytes random)
    implements Supplier<DpopKey> {
  private static final int ID_BYTES = 9;

  @Override
  public DpopKey get() {
    return keys.key(new KeyRequest(config.registration(), config.issuer(), random.text(ID_BYTES)));
  }
}
