package dev.holdfast.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Endpoint;
import dev.holdfast.testkit.FakeApi;
import dev.holdfast.testkit.FakeProvider;
import dev.holdfast.testkit.Page;
import dev.holdfast.testkit.RecordedCall;
import dev.holdfast.token.TokenRequest;
import dev.holdfast.token.UserAccessToken;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An application that calls an API as itself: from a servlet, and without any request. */
class OidcClientTest {

  /** What a servlet does with the application's own client. */
  private static final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private final URI api;

    HealthServlet(URI api) {
      this.api = api;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      HttpClient client = OidcClient.of(getServletContext()).httpClient("jobs");
      response.getWriter().write(OidcClientTest.call(client, api));
    }
  }

  /** What a listener does: it starts a job that calls the API until it has an answer. */
  private static final class NightlyJob implements ServletContextListener {
    private final URI api;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private volatile @Nullable Future<?> runs;
    final CompletableFuture<ServletContext> context = new CompletableFuture<>();
    final CompletableFuture<Throwable> tooEarly = new CompletableFuture<>();
    final CompletableFuture<String> answer = new CompletableFuture<>();

    NightlyJob(URI api) {
      this.api = api;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
      context.complete(event.getServletContext());
      OidcClient application = OidcClient.of(event.getServletContext());
      try {
        application.findAccessToken("jobs");
      } catch (IllegalStateException e) {
        tooEarly.complete(e);
      }
      runs = clock.scheduleWithFixedDelay(() -> run(application), 0, 10, TimeUnit.MILLISECONDS);
    }

    private void run(OidcClient application) {
      try {
        answer.complete(OidcClientTest.call(application.httpClient("jobs"), api));
      } catch (IllegalStateException e) {
        tooEarly.complete(e); // the filter starts after the listener, which was told so
      } catch (IOException e) {
        answer.completeExceptionally(e);
      }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
      Future<?> scheduled = runs;
      if (scheduled != null) {
        scheduled.cancel(true);
      }
      clock.shutdownNow();
    }
  }

  private static String call(HttpClient client, URI api) throws IOException {
    try {
      return client.send(HttpRequest.newBuilder(api).build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Map<String, String> settings(Container container, FakeProvider provider) {
    Map<String, String> settings = new HashMap<>();
    settings.put("issuer", provider.issuer());
    settings.put("client-id", "shop");
    settings.put("client-secret", "shop-secret");
    settings.put("redirect-uri", Shop.home(container).resolve("/auth/callback").toString());
    settings.put("allow-http-loopback", "true");
    settings.put("seal-keys", "k1:" + Shop.KEY);
    settings.put("index-key", Shop.KEY);
    settings.put("session-store", "memory");
    settings.put("public", "/health");
    settings.put("clients", "jobs");
    settings.put("client.jobs.scope", "orders.read");
    return settings;
  }

  @Test
  void a_servlet_and_a_job_call_an_api_as_the_application() throws Exception {
    try (FakeProvider provider = FakeProvider.start();
        FakeApi api = FakeApi.start(provider);
        Container container = Container.open()) {
      NightlyJob job = new NightlyJob(api.uri("/orders"));
      Map<String, String> settings = settings(container, provider);
      settings.put("client.jobs.allowed-origins", api.origin().toString());
      container.listener(job);
      container.start("/", new OidcFilter(), settings, new HealthServlet(api.uri("/health")));

      Page page = Browser.at(Shop.home(container)).navigate("/health");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("\"path\":\"/health\"").contains("\"user\":\"shop\"");
      assertThat(job.answer.get(30, TimeUnit.SECONDS))
          .contains("\"path\":\"/orders\"")
          .contains("\"user\":\"shop\"");
      assertThat(job.tooEarly.get(30, TimeUnit.SECONDS)).hasMessageContaining("starts after");
      assertThat(provider.requests(Endpoint.TOKEN))
          .extracting(RecordedCall::form)
          .singleElement()
          .satisfies(form -> assertThat(form).containsEntry("scope", "orders.read"));
      assertThat(api.requests())
          .allSatisfy(call -> assertThat(call.status()).isEqualTo(200))
          .allSatisfy(call -> assertThat(call.proof()).isPresent());
    }
  }

  @Test
  void tokens_are_had_by_name_and_for_what_is_wanted_until_the_filter_ends() throws Exception {
    try (FakeProvider provider = FakeProvider.start();
        FakeApi api = FakeApi.start(provider)) {
      OidcClient application;
      try (Container container = Container.open()) {
        NightlyJob job = new NightlyJob(api.uri("/"));
        container.listener(job);
        Map<String, String> settings = settings(container, provider);
        container.start("/", new OidcFilter(), settings, new HealthServlet(api.uri("/")));
        application = OidcClient.of(job.context.get(30, TimeUnit.SECONDS));
        tokensOf(application);
        assertThatIllegalArgumentException()
            .as("no origin is allowed to this client")
            .isThrownBy(() -> call(application.httpClient("jobs"), api.uri("/")));
      }
      assertThatIllegalStateException().isThrownBy(() -> application.getAccessToken("jobs"));
    }
  }

  private static void tokensOf(OidcClient application) {
    UserAccessToken token = application.getAccessToken("jobs");
    assertThat(token.scopes()).containsExactly("orders.read");
    assertThat(application.findAccessToken("jobs").orElseThrow()).isEqualTo(token);
    TokenRequest other = TokenRequest.forAudience("archive").scope("all");
    assertThat(application.getAccessToken("jobs", other).scopes()).containsExactly("all");
    assertThatIllegalArgumentException().isThrownBy(() -> application.getAccessToken("job"));
  }
}
