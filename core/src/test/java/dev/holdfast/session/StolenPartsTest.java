package dev.holdfast.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.seal.KeyRing;
import dev.holdfast.seal.Opened;
import dev.holdfast.seal.Purpose;
import dev.holdfast.seal.SealScope;
import dev.holdfast.seal.Sealer;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.secret.SecretBytes;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A filed session takes three things to open: the record, the server's key and the cookie. */
class StolenPartsTest {
  private static final String OTHER_KEY = "t1:HxweHRobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";

  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();
  private final OidcConfig config = Node.config(provider).build();
  private final MapSessionStore store = new MapSessionStore(time);
  private final Node node = Node.over(config, store, new MapCoordinationStore(time), time);
  private OpenSession session;
  private byte[] stolen;

  @BeforeEach
  void logIn() {
    session = node.login();
    stolen = store.load(session.ticket().locator()).orElseThrow().sealed().bytes();
  }

  @AfterEach
  void close() {
    node.close();
    provider.close();
  }

  private Optional<Opened> opened(KeyRing keys, SecretBytes secret) {
    SealScope scope = SealScope.of(Purpose.SESSION, config.registration(), config.issuer());
    return new Sealer(keys, RandomBytes.secure(), time).open(scope, secret, stolen);
  }

  @Test
  @DisplayName("SES-11: the record and the server's key open nothing without the cookie")
  void a_stolen_table_and_key_open_nothing() {
    assertThat(opened(config.sealKeys(), session.ticket().secret())).isPresent();
    assertThat(opened(config.sealKeys(), SecretBytes.none())).isEmpty();
    SecretBytes guessed = SecretBytes.of(RandomBytes.secure().next(32));
    assertThat(opened(config.sealKeys(), guessed)).isEmpty();
  }

  @Test
  @DisplayName("SES-11: the record and the cookie open nothing without the server's key")
  void a_stolen_table_and_cookie_open_nothing() {
    assertThat(opened(KeyRing.parse(OTHER_KEY), session.ticket().secret())).isEmpty();
  }

  @Test
  @DisplayName("SES-11: another user's cookie opens nothing either")
  void another_cookie_opens_nothing() {
    provider.user("bob");
    assertThat(opened(config.sealKeys(), node.login().ticket().secret())).isEmpty();
  }
}
