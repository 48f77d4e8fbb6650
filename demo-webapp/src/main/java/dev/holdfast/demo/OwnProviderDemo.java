package dev.holdfast.demo;

import dev.holdfast.config.ConfigurationException;
import dev.holdfast.demo.api.ApiSettings;
import dev.holdfast.demo.api.OrdersApi;
import dev.holdfast.demo.proof.NoncePolicy;
import dev.holdfast.demo.provider.EmbeddedProvider;
import dev.holdfast.demo.provider.ProviderSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The application with a provider and an API of its own, all in this process. */
final class OwnProviderDemo implements Demo {
  private static final String AUDIENCE = "urn:holdfast:demo:orders";
  private static final Duration NONCE_LIFE = Duration.ofMinutes(1);

  private final Deque<Runnable> endings = new ArrayDeque<>();
  private final Nodes nodes;
  private final OwnClient client;
  private final EmbeddedProvider provider;
  private final OrdersApi api;
  private final DemoStore store;

  private OwnProviderDemo(Arguments arguments, ProviderSettings.Builder rules)
      throws CannotStartException {
    boolean complete = false;
    try {
      store = arguments.store();
      nodes = Nodes.listen(arguments.nodes());
      endings.push(nodes::close);
      client = new OwnClient(nodes.origin());
      rules.port(arguments.providerPort()).audience(AUDIENCE).client(client.registration());
      rules.client(GuestClient.registration());
      provider = onPort("provider-port", () -> EmbeddedProvider.start(rules.build()));
      endings.push(provider::close);
      api = onPort("api-port", () -> OrdersApi.start(apiSettings(arguments.apiPort())));
      endings.push(api::close);
      serve();
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  /**
   * Starts all three and answers when they serve.
   *
   * @throws CannotStartException in words for the person who started it; nothing runs then
   */
  static OwnProviderDemo start(Arguments arguments) throws CannotStartException {
    return start(arguments, ProviderSettings.builder());
  }

  /** The same with a provider of other habits. */
  static OwnProviderDemo start(Arguments arguments, ProviderSettings.Builder rules)
      throws CannotStartException {
    return new OwnProviderDemo(arguments, rules);
  }

  /** Of the first node, to which logins lead. */
  String origin() {
    return nodes.origin();
  }

  /** Of every node. */
  List<String> origins() {
    return nodes.origins();
  }

  EmbeddedProvider provider() {
    return provider;
  }

  OrdersApi api() {
    return api;
  }

  /** What the application was configured with: secrets of this process, for a second node. */
  Map<String, String> settings() {
    return client.settings(provider.issuer(), api.orders(), store);
  }

  @Override
  public List<String> greeting() {
    List<String> greeting = new ArrayList<>(nodes.greeting());
    greeting.add("  sign in as alice or bob; each one's password is the name");
    greeting.add("  provider " + provider.issuer() + ", API " + api.orders());
    greeting.add("  trouble with the provider, to be tried: " + provider.issuer() + "/trouble");
    greeting.add("  session store: " + store.name());
    greeting.add("  the keys were made for this process: sessions end with it; Ctrl-C stops it");
    return List.copyOf(greeting);
  }

  @Override
  public void close() {
    while (!endings.isEmpty()) {
      endings.pop().run();
    }
  }

  private void serve() throws CannotStartException {
    try {
      nodes.serve(settings(), api.orders());
    } catch (ConfigurationException e) {
      throw CannotStartException.because("the arguments", store.inArguments(e.problems()));
    }
  }

  private ApiSettings apiSettings(int port) {
    return new ApiSettings(
        port, provider.issuer(), provider.jwks(), AUDIENCE, NoncePolicy.wantedFor(NONCE_LIFE));
  }

  private static <T> T onPort(String option, Supplier<T> start) throws CannotStartException {
    try {
      return start.get();
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof IOException) {
        throw new CannotStartException(
            "cannot start: %s; choose another with --%s, or 0 for a free one"
                .formatted(e.getMessage(), option),
            e);
      }
      throw e;
    }
  }
}
