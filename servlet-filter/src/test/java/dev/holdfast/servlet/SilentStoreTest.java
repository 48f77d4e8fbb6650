package dev.holdfast.servlet;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.event.OidcEvent;
import dev.holdfast.testkit.Browser;
import dev.holdfast.testkit.Eventually;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests, and a store that says nothing until its time limit is over. */
@Timeout(600)
class SilentStoreTest {
  private static final int FIRST = 60;
  private static final int MANY = 300;

  /** One tries at a time, and another when that one has waited for ten seconds. */
  private static final int FEW = 20;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  @DisplayName("SES-13: a silent store holds few threads, however many requests there are")
  void a_silent_store_holds_few_threads_however_many_requests_come() throws InterruptedException {
    try (Shop shop = Shop.open(Shop.Kind.MEMORY, Map.of("public", "/public/*"))) {
      Browser user = shop.loggedIn();
      CountDownLatch allWait = shop.store.fallSilent(FIRST);
      List<CompletableFuture<HttpResponse<String>>> first = ask(shop, user, FIRST);
      await(allWait);
      assertThat(shop.browser().get("/public/a").status()).isEqualTo(200);
      shop.store.endSilence();
      first.forEach(SilentStoreTest::assertComesBackLater);

      shop.store.fallSilent(0);
      List<CompletableFuture<HttpResponse<String>>> many = ask(shop, user, MANY);
      CountDownLatch nearlyAll = new CountDownLatch(MANY - FEW);
      List<CompletableFuture<Void>> counted =
          many.stream().map(coming -> coming.thenRun(nearlyAll::countDown)).toList();
      await(nearlyAll);
      assertThat(shop.store.mostWaiting()).isLessThanOrEqualTo(FEW);
      assertThat(shop.browser().get("/public/a").status()).isEqualTo(200);
      shop.store.endSilence();
      many.forEach(SilentStoreTest::assertComesBackLater);
      counted.forEach(CompletableFuture::join);
      assertThat(shop.heard.of(OidcEvent.StoreOutageBegun.class)).hasSize(1);

      Eventually.holds("it goes on", () -> user.get("/whoami").status() == 200);
      ask(shop, user, FIRST).forEach(SilentStoreTest::assertServed);
      assertThat(shop.heard.of(OidcEvent.StoreOutageEnded.class)).hasSize(1);
    }
  }

  private List<CompletableFuture<HttpResponse<String>>> ask(Shop shop, Browser user, int times) {
    String cookie = user.cookies().entrySet().stream().map(Object::toString).collect(joining("; "));
    HttpRequest request =
        HttpRequest.newBuilder(shop.home().resolve("/whoami")).header("Cookie", cookie).build();
    return IntStream.range(0, times)
        .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
        .toList();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
  }

  private static void assertComesBackLater(CompletableFuture<HttpResponse<String>> coming) {
    HttpResponse<String> answer = coming.join();
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("store_unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  private static void assertServed(CompletableFuture<HttpResponse<String>> coming) {
    assertThat(coming.join().statusCode()).isEqualTo(200);
  }
}
