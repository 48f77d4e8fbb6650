package dev.holdfast.demo.nodes;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Many requests of one browser at the same moment, each on a connection of its own. */
final class Crowd {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /** Asks all addresses, as a script does; answers at once. */
  List<CompletableFuture<HttpResponse<String>>> ask(String cookies, List<URI> addresses) {
    return addresses.stream().map(address -> ask(cookies, address)).toList();
  }

  CompletableFuture<HttpResponse<String>> ask(String cookies, URI address) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Cookie", cookies)
            .header("Accept", "application/json")
            .header("Sec-Fetch-Mode", "cors")
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }
}
