package dev.holdfast.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.config.ClientAuthentication;
import dev.holdfast.config.OidcConfig;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.login.LoginOutcome;
import dev.holdfast.secret.SecretText;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.FaultAt;
import dev.holdfast.testkit.MapCoordinationStore;
import dev.holdfast.testkit.MapSessionStore;
import dev.holdfast.testkit.Node;
import dev.holdfast.transport.JdkTransport;
import dev.holdfast.transport.TransportLimits;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client that registers itself (RFC 7591). */
class ClientRegistrationTest {
  private static final Map<String, Object> SHOP =
      Map.of(
          "redirect_uris", List.of("http://127.0.0.1:9/auth/callback"),
          "token_endpoint_auth_method", "client_secret_basic",
          "client_name", "Shop");

  private FakeProvider provider;
  private ClientRegistration registration;

  @BeforeEach
  void start() {
    provider = FakeProvider.start();
    registration =
        new ClientRegistration(
            provider.uri(Endpoint.REGISTER),
            JdkTransport.within(TransportLimits.standard().allowingHttpOnLoopback()));
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  private static RegisteredClient granted(ProviderReply<RegisteredClient> reply) {
    if (reply instanceof ProviderReply.Granted<RegisteredClient> yes) {
      return yes.value();
    }
    throw new AssertionError("not registered: " + reply);
  }

  @Test
  void what_it_answers_is_enough_to_log_users_in() {
    RegisteredClient client = granted(registration.register(SHOP));
    OidcConfig config =
        Node.config(provider)
            .clientId(client.id())
            .authenticateWith(new ClientAuthentication.SecretBasic(client.secret().orElseThrow()))
            .build();
    InstantSource time = InstantSource.system();
    try (Node node =
        Node.over(config, new MapSessionStore(time), new MapCoordinationStore(time), time)) {
      assertThat(node.outcome()).isInstanceOf(LoginOutcome.LoggedIn.class);
    }
  }

  @Test
  void secrets_are_apart_from_what_was_registered_and_do_not_print() {
    RegisteredClient client = granted(registration.register(SHOP));
    assertThat(client.secretEndsAt()).isEmpty(); // 0: never
    assertThat(client.registrationToken()).isPresent();
    assertThat(client.registrationUri().orElseThrow().toString()).endsWith(client.id());
    assertThat(client.metadata().text("client_name")).hasValue("Shop");
    assertThat(client.metadata().members())
        .doesNotContainKeys("client_secret", "registration_access_token");
    assertThat(provider.secrets().foundIn(client.toString())).isEmpty();
  }

  @Test
  void each_call_is_one_request_and_one_client() {
    String first = granted(registration.register(SHOP)).id();
    assertThat(granted(registration.register(SHOP)).id()).isNotEqualTo(first);
    assertThat(provider.requests(Endpoint.REGISTER)).hasSize(2);
  }

  @Test
  void a_token_from_before_is_sent_where_one_is_needed() {
    provider.registrationNeeds("let-me-in");
    assertThat(registration.register(SHOP))
        .isEqualTo(new ProviderReply.Refused<>(ErrorCode.CLIENT_REFUSED));
    assertThat(granted(registration.register(SHOP, SecretText.of("let-me-in"))).id()).isNotBlank();
  }

  @Test
  void metadata_that_the_provider_does_not_take_is_refused() {
    assertThat(registration.register(Map.of("client_name", "Shop")))
        .isEqualTo(new ProviderReply.Refused<>(ErrorCode.REQUEST_REFUSED));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("HTML", FaultAt::html),
        fault("no client_id", at -> at.omit("client_id")),
        fault("an address that is none", at -> at.with("registration_client_uri", "a b")),
        fault("a redirect", at -> at.redirectTo(java.net.URI.create("https://evil.example/"))));
  }

  private static Arguments fault(String what, Consumer<FaultAt> how) {
    return arguments(what, how);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void a_malformed_answer_is_none(String what, Consumer<FaultAt> how) {
    how.accept(provider.next().at(Endpoint.REGISTER));
    assertThat(registration.register(SHOP))
        .isEqualTo(new ProviderReply.Refused<>(ErrorCode.PROVIDER_ANSWER_INVALID));
    assertThat(provider.requests(Endpoint.REGISTER)).hasSize(1);
  }

  @Test
  void a_provider_that_fails_may_be_asked_later() {
    provider.next().at(Endpoint.REGISTER).status(503);
    assertThat(registration.register(SHOP)).isInstanceOf(ProviderReply.Unavailable.class);
    provider.next().at(Endpoint.REGISTER).dropConnection();
    assertThat(registration.register(SHOP)).isInstanceOf(ProviderReply.Unavailable.class);
  }
}
