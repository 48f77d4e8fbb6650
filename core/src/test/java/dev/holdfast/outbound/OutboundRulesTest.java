package dev.holdfast.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.dpop.DpopSigner;
import dev.holdfast.dpop.NonceMemory;
import dev.holdfast.dpop.ServerClocks;
import dev.holdfast.event.Listeners;
import dev.holdfast.secret.RandomBytes;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where tokens travel, what can be sent twice, and what may send it. */
@NullUnmarked
class OutboundRulesTest {
  private final AllowedOrigins origins =
      AllowedOrigins.of(Set.of(URI.create("https://API.example/v1"), URI.create("http://[::1]:8")));

  @ParameterizedTest
  @ValueSource(
      strings = {"https://api.example", "https://Api.Example:443/other", "http://[::1]:8/x?y"})
  void the_same_scheme_host_and_port_are_allowed(String address) {
    assertThatCode(() -> origins.require(URI.create(address))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example",
        "https://api.example:8443/v1",
        "https://api.example.evil.example/v1",
        "https://evil.example/https://api.example",
        "https://sub.api.example/v1",
        "https://api.example@evil.example/v1",
        "https://api.example./v1",
        "http://[::1]:80/x"
      })
  void every_other_origin_is_refused(String address) {
    assertThatThrownBy(() -> origins.require(URI.create(address)))
        .isInstanceOf(OriginNotAllowedException.class);
  }

  @Test
  @DisplayName("TX-02: the token of one API never goes to another")
  void a_token_for_a_listed_api_travels_there_only() {
    URI api = URI.create("https://api.example/v1/orders");
    assertThatCode(() -> origins.of(api).require(api)).doesNotThrowAnyException();
    assertThatThrownBy(() -> origins.of(api).require(URI.create("http://[::1]:8/")))
        .isInstanceOf(OriginNotAllowedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:orders", "https://names.example/orders", "orders:v1"})
  void a_name_that_is_no_listed_address_widens_nothing(String name) {
    AllowedOrigins same = origins.of(URI.create(name));
    assertThatCode(() -> same.require(URI.create("https://api.example/")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> same.require(URI.create("https://names.example/orders")))
        .isInstanceOf(OriginNotAllowedException.class);
  }

  @Test
  void nothing_is_allowed_unless_it_is_listed() {
    AllowedOrigins none = AllowedOrigins.of(Set.of());
    assertThatThrownBy(() -> none.require(URI.create("https://api.example/")))
        .isInstanceOf(OriginNotAllowedException.class)
        .hasMessageContaining("https://api.example");
  }

  static Stream<BodyPublisher> bodiesAtRest() {
    return Stream.of(
        BodyPublishers.noBody(),
        BodyPublishers.ofString("text"),
        BodyPublishers.ofByteArray(new byte[] {1}),
        BodyPublishers.ofByteArray(new byte[] {1, 2}, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("bodiesAtRest")
  void data_at_rest_can_be_sent_twice(BodyPublisher body) {
    assertThat(repeatable(body)).isTrue();
  }

  @Test
  void a_file_can_be_sent_twice(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("body"), "text");
    assertThat(repeatable(BodyPublishers.ofFile(file))).isTrue();
  }

  @Test
  void a_request_without_body_can_be_sent_twice() {
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.example/")).build();
    assertThat(Repeatable.isRepeatable(request)).isTrue();
  }

  static Stream<BodyPublisher> otherBodies() {
    BodyPublisher text = BodyPublishers.ofString("text");
    return Stream.of(
        BodyPublishers.ofInputStream(InputStream::nullInputStream),
        BodyPublishers.ofByteArrays(List.of(new byte[] {1})),
        BodyPublishers.fromPublisher(text),
        BodyPublishers.fromPublisher(text, 4),
        BodyPublishers.concat(text, text),
        new FilePublisher());
  }

  /** Has the name of the platform's own, and a known length, and proves nothing by either. */
  private static final class FilePublisher implements BodyPublisher {
    @Override
    public long contentLength() {
      return 1;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      throw new IllegalStateException("not asked to send anything");
    }
  }

  @ParameterizedTest
  @MethodSource("otherBodies")
  void any_other_body_is_sent_once(BodyPublisher body) {
    assertThat(repeatable(body)).isFalse();
  }

  private static boolean repeatable(BodyPublisher body) {
    return Repeatable.isRepeatable(
        HttpRequest.newBuilder(URI.create("https://api.example/")).POST(body).build());
  }

  static Stream<HttpClient> unsafeClients() {
    return Stream.of(
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(),
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build(),
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build(),
        HttpClient.newBuilder().authenticator(new Authenticator() {}).build());
  }

  @ParameterizedTest
  @MethodSource("unsafeClients")
  void a_client_that_would_carry_credentials_elsewhere_is_refused(HttpClient unsafe) {
    NonceMemory nonces = new NonceMemory(1);
    DpopSigner signer =
        new DpopSigner(nonces, new ServerClocks(InstantSource.system()), RandomBytes.secure());
    assertThatThrownBy(
            () ->
                new OutboundSetup(
                    Listeners.none("default"),
                    signer,
                    nonces,
                    origins,
                    unsafe,
                    Runnable::run,
                    () -> 0,
                    new WarningPace(() -> 0),
                    new TimeLimits()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must");
  }
}
