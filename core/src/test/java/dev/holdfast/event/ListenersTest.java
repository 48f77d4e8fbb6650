package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.HeardEvents;
import dev.holdfast.testkit.LogLines;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where listeners come from, and what becomes of one that fails. */
class ListenersTest {
  private final FakeProvider provider = FakeProvider.start();
  private final HeardEvents heard = new HeardEvents();

  @AfterEach
  void close() {
    provider.close();
  }

  private Node node(OidcListener... listeners) {
    return Node.over(
        Node.config(provider).build(),
        new MapSessionStore(InstantSource.system()),
        new MapCoordinationStore(InstantSource.system()),
        parts -> {
          List.of(listeners).forEach(parts::listener);
          return parts;
        });
  }

  /** Fails in both ways in which code fails. */
  private static final class Broken implements OidcListener {
    private int calls;

    @Override
    public void heard(OidcEvent event) {
      calls++;
      if (calls % 2 == 0) {
        throw new NoClassDefFoundError("a jar is missing");
      }
      throw new IllegalStateException("broken for a test");
    }
  }

  @Test
  void one_that_throws_hurts_nobody_and_is_logged_once() {
    Broken broken = new Broken();
    try (LogLines lines = LogLines.of("dev.holdfast.event");
        Node node = node(broken, heard)) {
      node.login();
      node.oidc().logout().end(node.login());

      assertThat(broken.calls).isEqualTo(3);
      assertThat(heard.of(OidcEvent.LoggedOut.class)).hasSize(1);
      assertThat(lines.read()).singleElement().asString().contains("WARN listener", "Broken");
    }
  }

  @Test
  void calls_are_told_to_those_who_want_them() {
    List<OidcEvent> quiet = new CopyOnWriteArrayList<>();
    try (Node node = node(quiet::add, heard)) {
      node.login();
      assertThat(quiet).singleElement().isInstanceOf(OidcEvent.LoggedIn.class);
      assertThat(heard.of(OidcEvent.StoreCalled.class)).isNotEmpty();
      assertThat(heard.of(OidcEvent.ProviderCalled.class))
          .extracting(OidcEvent.ProviderCalled::endpoint)
          .contains(ProviderEndpoint.METADATA, ProviderEndpoint.KEYS, ProviderEndpoint.TOKEN);
    }
  }

  /** Named by a services file. */
  public static final class Found implements OidcListener {
    static final List<OidcEvent> HEARD = new CopyOnWriteArrayList<>();

    @Override
    public void heard(OidcEvent event) {
      HEARD.add(event);
    }
  }

  private static void withService(Path dir, String name, Runnable work) throws IOException {
    Path services = Files.createDirectories(dir.resolve("META-INF/services"));
    Files.writeString(services.resolve(OidcListener.class.getName()), name);
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url(dir)}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      work.run();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static URL url(Path dir) {
    try {
      return dir.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void one_on_the_class_path_is_found(@TempDir Path dir) throws IOException {
    withService(
        dir,
        Found.class.getName(),
        () -> {
          try (Node node = node(heard)) {
            node.login();
            assertThat(Found.HEARD).hasSize(1);
            assertThat(heard.of(OidcEvent.LoggedIn.class)).hasSize(1);
          }
          try (Node node = node(new Found())) { // in place of the one that would be found
            node.login();
            assertThat(Found.HEARD).hasSize(2);
          }
        });
  }

  @Test
  void one_that_cannot_be_made_stops_the_start(@TempDir Path dir) throws IOException {
    withService(
        dir,
        "dev.example.Missing",
        () ->
            assertThatThrownBy(this::node)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dev.example.Missing"));
  }
}
