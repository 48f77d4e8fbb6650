package dev.holdfast.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OidcConfig;
import dev.holdfast.config.RemoteLogout;
import dev.holdfast.seal.IndexKey;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.Node;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many keyed names a request costs whose session is in a cookie. */
class NamesPerRequestTest {
  private static final String KEY = "HxweHRobGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final InstantSource time = InstantSource.system();
  private final FakeProvider provider = FakeProvider.start();

  @AfterEach
  void close() {
    provider.close();
  }

  private Node node(RemoteLogout remote) {
    OidcConfig config = Node.config(provider).indexKey(countedKey()).remoteLogout(remote).build();
    return Node.inBrowser(config, new MapCoordinationStore(time), time);
  }

  /** An index key whose every name is counted. */
  private static IndexKey countedKey() {
    Provider counting = new Counting();
    Security.insertProviderAt(counting, 1);
    try {
      return IndexKey.parse(KEY);
    } finally {
      Security.removeProvider(counting.getName());
    }
  }

  /** Knows one algorithm, in which each clone of a keyed one makes a name. */
  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1L;

    Counting() {
      super("Counting", "1", "counts names");
      put("Mac.HmacSHA256", CountedMac.class.getName());
    }
  }

  /** Made by {@link Counting}. */
  public static final class CountedMac extends MacSpi implements Cloneable {
    private Mac real;

    public CountedMac() throws GeneralSecurityException {
      real = Mac.getInstance("HmacSHA256", "SunJCE");
    }

    @Override
    public Object clone() throws CloneNotSupportedException {
      NAMES.incrementAndGet();
      CountedMac copy = (CountedMac) super.clone();
      copy.real = (Mac) real.clone();
      return copy;
    }

    @Override
    protected int engineGetMacLength() {
      return real.getMacLength();
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters)
        throws InvalidKeyException {
      real.init(key);
    }

    @Override
    protected void engineUpdate(byte input) {
      real.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      real.update(input, offset, length);
    }

    @Override
    protected byte[] engineDoFinal() {
      return real.doFinal();
    }

    @Override
    protected void engineReset() {
      real.reset();
    }
  }

  @Test
  void each_of_them_is_made_once() {
    try (Node node = node(new RemoteLogout(true, false, false, true))) {
      OpenSession login = node.login();
      NAMES.set(0);
      OpenSession session = node.oidc().sessions().resume(login.ticket()).orElseThrow();
      assertThat(NAMES).as("its own fact, and its user, sid, and both").hasValue(4);
      node.oidc().sessions().again(session);
      assertThat(NAMES).as("its own fact again").hasValue(5);
    }
  }

  @Test
  void none_is_made_for_logouts_that_never_come() {
    try (Node node = node(RemoteLogout.OFF)) {
      OpenSession login = node.login();
      NAMES.set(0);
      assertThat(node.oidc().sessions().resume(login.ticket())).isPresent();
      assertThat(NAMES).hasValue(1);
    }
  }
}
