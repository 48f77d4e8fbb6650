package dev.holdfast.outbound;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The two ways to call; whatever holds for one holds for the other. */
enum Way {
  SEND {
    @Override
    HttpResponse<String> call(HttpClient client, HttpRequest request) throws Exception {
      return client.send(request, BodyHandlers.ofString());
    }
  },
  SEND_ASYNC {
    @Override
    HttpResponse<String> call(HttpClient client, HttpRequest request) throws Exception {
      CompletableFuture<HttpResponse<String>> answer =
          client.sendAsync(request, BodyHandlers.ofString());
      try {
        return answer.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw e;
      }
    }
  };

  abstract HttpResponse<String> call(HttpClient client, HttpRequest request) throws Exception;
}
