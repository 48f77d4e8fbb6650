package dev.holdfast.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.config.Settings;
import dev.holdfast.secret.RandomBytes;
import dev.holdfast.session.SessionStore;
import dev.holdfast.session.StoreBackend;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application without a pool on its class path is told what to add. */
class WithoutHikariTest {

  @Test
  void an_address_without_a_pool_is_a_problem_that_names_the_artifact()
      throws IOException, ReflectiveOperationException {
    Settings settings = Settings.of(Map.of("session-store.jdbc.url", "jdbc:h2:mem:none"));
    try (Poor loader = new Poor();
        SessionStore store = backend(loader).sessionStore(settings, time(), RandomBytes.secure())) {
      assertThatThrownBy(settings::finish)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("session-store.jdbc.url needs com.zaxxer:HikariCP");
      assertThatThrownBy(() -> store.delete(new dev.holdfast.session.RecordId("0".repeat(64))))
          .hasMessageContaining("the database failed");
    }
  }

  private static InstantSource time() {
    return InstantSource.system();
  }

  private static StoreBackend backend(ClassLoader loader) throws ReflectiveOperationException {
    return (StoreBackend)
        loader.loadClass(JdbcBackend.class.getName()).getConstructor().newInstance();
  }

  /** Loads this package anew, and knows no HikariCP. */
  private static final class Poor extends URLClassLoader {
    Poor() {
      super(
          new URL[] {JdbcBackend.class.getProtectionDomain().getCodeSource().getLocation()},
          WithoutHikariTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.zaxxer.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.holdfast.store.jdbc.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
